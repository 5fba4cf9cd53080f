import type { ReactNode } from 'react';

export interface SettingRowProps {
  readonly title: string;
  readonly words: string;
  readonly children: ReactNode;
}

/** What a setting is and does, and its control. */
export function SettingRow({ title, words, children }: SettingRowProps) {
  return (
    <div className="setting-row">
      <div className="setting-words">
        <h3>{title}</h3>
        <p>{words}</p>
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}

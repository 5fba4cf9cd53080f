import { useRef } from 'react';
import { Kbd } from './Kbd.tsx';
import './Tabs.css';

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly shortcut?: string;
}

export interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** The id of the element with `role=tabpanel` that shows the chosen tab; it takes `aria-labelledby={tabId(panelId, value)}`. */
  readonly panelId: string;
}

/** The id of a tab's button, for the panel's `aria-labelledby`. */
export function tabId(panelId: string, value: string): string {
  return `${panelId}-tab-${value}`;
}

export function Tabs<V extends string>({ label, tabs, value, onChange, panelId }: TabsProps<V>) {
  const list = useRef<HTMLDivElement>(null);
  const choose = (index: number): void => {
    const tab = tabs[(index + tabs.length) % tabs.length];
    if (!tab) return;
    onChange(tab.value);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(tabId(panelId, tab.value))}`)?.focus();
  };
  const at = tabs.findIndex((it) => it.value === value);
  const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      className="tabs"
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        choose(step);
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={tabId(panelId, tab.value)}
          aria-selected={tab.value === value}
          aria-controls={panelId}
          aria-keyshortcuts={tab.shortcut}
          tabIndex={tab.value === value ? 0 : -1}
          className="tab"
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.shortcut && <Kbd keys={tab.shortcut} />}
        </button>
      ))}
    </div>
  );
}

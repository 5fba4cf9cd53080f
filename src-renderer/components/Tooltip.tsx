import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';
import { Kbd } from './Kbd.tsx';
import './Tooltip.css';

export interface TooltipProps {
  readonly text: string;
  readonly shortcut?: string;
  /** One element that takes a ref. */
  readonly children: ReactElement;
}

/** Shows `text` after 400 ms over its child. Stands inside one `TooltipScope`. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {text}
          {shortcut && <Kbd keys={shortcut} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The window's one set of tooltip timings. */
export function TooltipScope({ children }: { readonly children: React.ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

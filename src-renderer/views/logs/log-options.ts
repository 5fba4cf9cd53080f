import { create } from 'zustand';

interface LogOptions {
  readonly wrap: boolean;
  readonly times: boolean;
}

/** How logs are shown; the same for all, until the application ends. */
export const useLogOptions = create<LogOptions>()(() => ({ wrap: false, times: false }));

export function toggleWrap(): void {
  useLogOptions.setState(({ wrap }) => ({ wrap: !wrap }));
}

export function toggleTimes(): void {
  useLogOptions.setState(({ times }) => ({ times: !times }));
}

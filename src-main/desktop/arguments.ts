export interface DesktopArguments {
  /** Containers of the demo engine to open with; null: no demo engine. */
  readonly demoContainers: number | null;
  /** A demo engine whose containers do nothing by themselves, for pictures and measurements. */
  readonly demoStill: boolean;
  /** Starts without a window where there is a tray, as at login. */
  readonly hidden: boolean;
}

export const hiddenArgument = '--hidden';
const defaultDemoContainers = 24;

/** Reads `--demo`, `--demo=200`, `--demo-still` and `--hidden`; everything else is Electron's. Pure. */
export function parseArguments(argv: readonly string[]): DesktopArguments {
  const demo = argv.find((argument) => argument === '--demo' || argument.startsWith('--demo='));
  const wanted = Number(demo?.split('=')[1] ?? defaultDemoContainers);
  const containers = Number.isInteger(wanted) ? Math.min(1_000, Math.max(10, wanted)) : defaultDemoContainers;
  return {
    demoContainers: demo ? containers : null,
    demoStill: argv.includes('--demo-still'),
    hidden: argv.includes(hiddenArgument),
  };
}

import type { ContainerSpec } from './spec.ts';

export type Status = 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'removing';
export type HealthStatus = 'starting' | 'healthy' | 'unhealthy';

/** One life of a container, kept for its log. */
export interface Run {
  readonly number: number;
  readonly startedAtMs: number;
  endedAtMs: number | null;
  /** What the program wrote when it died. */
  lastWords: readonly string[];
  /** When it was frozen: nothing was written then. */
  readonly pauses: { readonly fromMs: number; readonly toMs: number }[];
}

/** A container as it is now. Only `world/` and the story change it. */
export interface Container {
  readonly spec: ContainerSpec;
  name: string;
  status: Status;
  /** 0 when no process runs. */
  pid: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  exitCode: number;
  outOfMemory: boolean;
  /** The engine's word on a start that failed. */
  error: string;
  restartCount: number;
  /** Consecutive restarts by policy; decides the back-off. */
  backOffStep: number;
  /** Somebody asked for its end: the restart policy keeps out of it. */
  endRequested: boolean;
  pausedSinceMs: number | null;
  pausedTotalMs: number;
  health: HealthStatus | null;
  failingStreak: number;
  /** Latest last; only the newest few are kept. */
  readonly runs: Run[];
  runCount: number;
  /** Called once when the current run ends. */
  readonly onEnd: Set<() => void>;
  /** Takes back what is planned for this run or back-off. */
  cancelPlans: (() => void)[];
}

export function createContainer(spec: ContainerSpec): Container {
  return {
    spec,
    name: spec.name,
    status: 'created',
    pid: 0,
    startedAtMs: null,
    finishedAtMs: null,
    exitCode: 0,
    outOfMemory: false,
    error: '',
    restartCount: 0,
    backOffStep: 0,
    endRequested: false,
    pausedSinceMs: null,
    pausedTotalMs: 0,
    health: null,
    failingStreak: 0,
    runs: [],
    runCount: 0,
    onEnd: new Set(),
    cancelPlans: [],
  };
}

/** A process exists: it runs or is frozen. */
export function isAlive(container: Container): boolean {
  return container.status === 'running' || container.status === 'paused';
}

/** How long the current run has really run: paused time does not count. 0 when there is none. */
export function activeMs(container: Container, nowMs: number): number {
  if (container.startedAtMs === null || !isAlive(container)) return 0;
  const untilMs = container.pausedSinceMs ?? nowMs;
  return Math.max(0, untilMs - container.startedAtMs - container.pausedTotalMs);
}

const runsKept = 8;

/** Writes down that a run began. */
export function openRun(container: Container, startedAtMs: number): void {
  container.runCount += 1;
  container.runs.push({ number: container.runCount, startedAtMs, endedAtMs: null, lastWords: [], pauses: [] });
  if (container.runs.length > runsKept) container.runs.shift();
}

/** Takes back everything planned for the run that ends. */
export function cancelPlans(container: Container): void {
  for (const cancel of container.cancelPlans) cancel();
  container.cancelPlans = [];
}

/** Every duration of attention, in ms, and its counts; tests shorten them. */
export interface AttentionTimes {
  /** Deaths that come within this of each other are one piece of news; so long at most. */
  readonly quietGapMs: number;
  readonly longestGapMs: number;
  /** A crash of many goes on while each look, so long after the last, finds others gone of whom the engine has not told yet. */
  readonly vanishedMs: number;
  /** How long the engine may take to inspect what died, and to give its last lines. */
  readonly inspectDeadlineMs: number;
  readonly logDeadlineMs: number;
  /** An engine keeps a container to itself while it cleans up after it: the last lines are waited for so long after the gap. */
  readonly linesPatienceMs: number;
  /** Where a verdict needs what inspect knows, it waits this long for it after the gap. */
  readonly verdictPatienceMs: number;
  /** How long a container must run well until its story is over. */
  readonly wellMs: number;
  /** A story that was over for less goes on when its container dies again. */
  readonly reopenMs: number;
  /** Containers of one project that die within this are one story. */
  readonly projectMs: number;
  /** An end this long before the engine was lost may have been the engine's doing: it waits 10 s for each of its containers. */
  readonly engineEndMs: number;
  /** What was dead before we first looked is listed if it died so lately. */
  readonly recentMs: number;
  /** A story to which only details are added is told this often at most. */
  readonly detailsMs: number;
  /** In a restart loop, evidence is gathered this often at most. */
  readonly loopEvidenceMs: number;
  /** What runs is noted down this long after it has changed. */
  readonly seenMs: number;
  /** What is being learnt of a death when the core ends is waited for so long. */
  readonly endPatienceMs: number;
  /** The first list of a host waits so long for what inspect knows of what ended. */
  readonly firstLookMs: number;
}

export const usualTimes: AttentionTimes = {
  quietGapMs: 40,
  longestGapMs: 500,
  vanishedMs: 100,
  inspectDeadlineMs: 2_000,
  logDeadlineMs: 2_000,
  linesPatienceMs: 120,
  verdictPatienceMs: 460,
  wellMs: 60_000,
  reopenMs: 600_000,
  projectMs: 10_000,
  engineEndMs: 20_000,
  recentMs: 86_400_000,
  detailsMs: 1_000,
  loopEvidenceMs: 5_000,
  seenMs: 1_000,
  endPatienceMs: 1_000,
  firstLookMs: 3_000,
};

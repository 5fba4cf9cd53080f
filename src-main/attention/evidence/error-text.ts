/** How much a line looks like the reason for an end: 0 not at all, 3 it names it. */
export type Weight = 0 | 1 | 2 | 3;

export interface ErrorText {
  readonly weight: Weight;
  /** Without its time and level. */
  readonly text: string;
}

const nothing: ErrorText = { weight: 0, text: '' };

/** Lines that belong to an error and do not name it: places in code, what is printed around a trace, properties of an error. */
const around = [
  /^\s*at\s/,
  /^\s*from\s+\S+:\d+/,
  /^\s*(?:File ".*", line \d+|Traceback \(most recent call last\)|During handling of the above exception|The above exception was)/,
  /^\s*\.\.\. \d+ (?:more|common frames omitted)/,
  /^\s*(?:throw\b|raise\b|return\b|const\b|let\b|var\b|if\b|await\b|console\.)/,
  /^\s*Emitted '\w+' event/,
  /^\s*[\w'"]+: (?:'[^']*'|"[^"]*"|-?\d+|null|undefined|\[|\{),?$/,
  /^\s*(?:node:|goroutine \d+|note: run with|exit status \d+|stack backtrace:|\^+$|#\d+ )/,
  /^(?:npm ERR!|npm error) (?:A complete log|errno|code|path|command|Exit status|This is probably|There is likely|Failed at the|\s)/,
];

/** What speaks of errors that were none. */
const harmless =
  /\b(?:no|0|zero|without) (?:\w+ )?(?:errors?|failures?)\b|\b(?:errors?|failed|failures?)["']?\s*[:=]\s*(?:0|null|none|false|""|\[\])(?!\d)|\b(?:error|failure)[-_ ](?:handl|page|report|log|rate|code 0)/i;

/** A level at the head of a line: `[error]`, `ERROR`, `E0101 12:00:00`, `level=error`. Its place ends where the words begin. */
const time = String.raw`(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?\]?|\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?|\[\w{3} \w{3} \d\d [\d:.]+ \d{4}\]|\d\d \w{3} \d{4} \d\d:\d\d:\d\d(?:\.\d{1,9})?)`;
const levels = 'fatal|emerg|emergency|alert|crit|critical|severe|error|err|eror|warn|warning|notice|info|debug|trace|verbose';
const head = new RegExp(
  String.raw`^(?:${time}[\s|:-]{0,8}|(?:\[\d{1,9}\]|\d{1,9}:[MSCX]|\d{1,9})\s{1,4}|[#*|>-]{1,3}\s{1,4}|(?!\[(?:${levels})\])\[[\w.:/-]{1,64}\]\s{1,4}){0,6}`,
  'i',
);
const severe = /^[[(<"]?(?:fatal|emerg|emergency|alert|crit|critical|severe)\b[\])>"]?(?: error)?[\s:|,-]*/i;
const failing =
  /^[[(<"]?(?:error|err|eror)\b[\])>"]?(?:\s+\d{1,9} ---|:\w{1,32}:)?[\s:|,-]*(?:\[[^\]]{0,64}\]\s{0,4}){0,3}(?:[\w.$]{1,96}\s{1,8}: )?/i;
const mild =
  /^[[(<"]?(?:warn|warning|notice|info|information|debug|trace|verbose|log|dbg|inf|wrn|hint|detail|statement|context)\b[\])>"]?(?:[\s:|,-]|$)/i;
const klog = /^([EF])\d{4} [\d:.]{8,18}\s+\d+ \S+\] /;

/** `java.net.ConnectException: ...`, `TypeError: ...`, `psycopg2.OperationalError: ...` */
const named =
  /^(?:(?:Caused by|Unhandled exception|Uncaught|Unhandled rejection|PHP Fatal error|Fatal error)[.:]?\s{1,4}){0,3}(?:Uncaught )?(?:Exception in thread "[^"]{0,64}"\s)?((?:[A-Za-z_$][\w$]{0,96}[.:\\]{1,2}){0,12}(?:[A-Z][\w$]{0,96}(?:Error|Exception|Exit|Interrupt|Failure|Fault)|Error|Exception))(?: \[[\w-]{1,64}\])?(?:: (.{1,}))?$/;
const rubyNamed = /^\S{1,256}:\d+:in ['`].{1,128}': (.{1,}) \((\w+(?:::\w+)*)\)$/;
const panics =
  /^(?:panic: |fatal error: |thread '.{1,64}' panicked at |terminate called |Assertion failed|.{0,128}: Assertion `|libc\+\+abi: )/;
const weak =
  /\b(?:errors?|exceptions?|failed|failure|fatal|panic(?:ked)?|cannot|can['’]t|could ?n[o'’]t|unable to|refused|denied|not found|no such|invalid|missing|unknown|timed? ?out|timeout|killed|segmentation fault|core dumped|exhausted|out of memory|unhandled|abort(?:ed)?|already in use|unreachable|permission|exec format|bad \w+|e(?:conn\w+|addrinuse|acces|noent|perm|pipe|host\w+|mfile|nospc|notfound))\b/i;

/** What a plain line (no JSON) says of an error. Pure; takes time linear in a line of a few thousand characters. */
export function readErrorText(line: string): ErrorText {
  const trimmed = line.trim();
  if (trimmed === '' || around.some((it) => it.test(line))) return nothing;
  const k = klog.exec(trimmed);
  if (k) return { weight: k[1] === 'F' ? 3 : 2, text: trimmed.slice(k[0].length) };
  const words = trimmed.replace(head, '');
  const fatal = severe.exec(words)?.[0];
  if (fatal !== undefined && fatal.length < words.length) return { weight: 3, text: afterHead(words.slice(fatal.length)) };
  const ruby = rubyNamed.exec(trimmed);
  if (ruby) return { weight: 3, text: `${ruby[2]}: ${ruby[1]}` };
  const exception = named.exec(words);
  if (exception) return { weight: 3, text: exceptionText(exception[1] ?? '', exception[2]) };
  if (panics.test(words)) return { weight: 3, text: words };
  if (mild.test(words) || harmless.test(trimmed)) return nothing;
  if (/^npm (?:ERR!|error) /.test(words)) return weak.test(words) ? { weight: 1, text: words } : nothing;
  const error = failing.exec(words)?.[0];
  if (error !== undefined && error.length < words.length) return { weight: 2, text: afterHead(words.slice(error.length)) };
  const inner =
    /^[\w./-]{1,64}: (?:\[\w+\] )?(?:fatal|error|emerg)\b[\]:\s]*(.{1,})$/i.exec(words) ?? /^[\w./-]{1,64}: \[emerg\] (.{1,})$/.exec(words);
  if (inner) return { weight: 2, text: afterHead(inner[1] ?? words) };
  const level = /(?:^|\s|\|)\[?(?:ERROR|FATAL|CRITICAL|SEVERE)\]?(?:\s*\|)?[\s:]+(.{1,})$/.exec(words);
  if (level) return { weight: 2, text: (level[1] ?? words).replace(/^(?:\d+ )?--- \[[^\]]{0,64}\] \S{1,96}\s{0,32}: /, '') };
  if (/(?:^|\s|\[)(?:WARN|WARNING|INFO|DEBUG|TRACE)\b/.test(words)) return nothing;
  return weak.test(words) ? { weight: 1, text: words } : nothing;
}

/** nginx writes `1#1: ` before its words. */
function afterHead(words: string): string {
  return words.replace(/^\d+#\d+: (?:\*\d+ )?/, '').trim();
}

/** 'Error' alone says nothing that the words after it do not. */
function exceptionText(name: string, words: string | undefined): string {
  if (words === undefined) return name;
  return name === 'Error' || name === 'Exception' ? words.trim() : `${name}: ${words.trim()}`;
}

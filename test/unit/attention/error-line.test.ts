import { describe, expect, it } from 'vitest';
import { errorLineLimit, findErrorLine, withErrorLine } from '../../../src-main/attention/evidence/error-line.ts';
import type { IncidentLogLine } from '../../../src-shared/incidents.ts';

/** Lines of a log: on stderr, or where they begin with '>' on stdout. */
function tail(...lines: readonly string[]): IncidentLogLine[] {
  return lines
    .join('\n')
    .split('\n')
    .map((text) => (text.startsWith('>') ? { atMs: null, stream: 'stdout', text: text.slice(1) } : { atMs: null, stream: 'stderr', text }));
}
const found = (...lines: readonly string[]) => findErrorLine(tail(...lines))?.text ?? null;

const nodeStack = `node:events:491
      throw er; // Unhandled 'error' event
      ^

Error: connect ECONNREFUSED 10.0.0.2:5432
    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1300:16)
Emitted 'error' event on Client instance at:
    at Socket.socketErrorListener (node:_http_client:502:9) {
  errno: -111,
  code: 'ECONNREFUSED',
  syscall: 'connect',
  address: '10.0.0.2',
  port: 5432
}

Node.js v20.18.3`;

const pythonTrace = `Traceback (most recent call last):
  File "/app/main.py", line 3, in <module>
    import psycopg2
  File "/usr/lib/python3/site.py", line 122, in connect
    raise error
psycopg2.OperationalError: could not translate host name "db" to address: Name or service not known
`;

const javaTrace = `Exception in thread "main" java.lang.IllegalStateException: Failed to start
	at com.acme.App.main(App.java:12)
Caused by: java.net.ConnectException: Connection refused
	at java.base/sun.nio.ch.Net.pollConnect(Native Method)
	... 12 more`;

const goPanic = `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x47]

goroutine 1 [running]:
main.main()
	/app/main.go:8 +0x18
exit status 2`;

describe('the line of a log that names the error', () => {
  it.each<readonly [string, string, string | null]>([
    ['Node, an error that nothing caught', nodeStack, 'connect ECONNREFUSED 10.0.0.2:5432'],
    [
      'Node, a type error',
      "/app/a.js:3\n    x.y()\n      ^\n\nTypeError: Cannot read properties of undefined (reading 'y')\n    at Object.<anonymous> (/app/a.js:3:5)",
      "TypeError: Cannot read properties of undefined (reading 'y')",
    ],
    ['Node, an error with a code', 'Error [ERR_MODULE_NOT_FOUND]: Cannot find package', 'Cannot find package'],
    [
      'Node, a module that is missing',
      "Error: Cannot find module '/app/server.js'\nRequire stack:\n- /app/x.js\n  code: 'MODULE_NOT_FOUND',",
      "Cannot find module '/app/server.js'",
    ],
    [
      'npm around it',
      `${nodeStack}\nnpm ERR! code ELIFECYCLE\nnpm ERR! errno 1\nnpm ERR! Failed at the app@1.0.0 start script.\nnpm ERR!     /root/.npm/_logs/x-debug.log`,
      'connect ECONNREFUSED 10.0.0.2:5432',
    ],
    [
      'npm alone',
      'npm error Missing script: "start"\nnpm error A complete log of this run can be found in: /root/x',
      'npm error Missing script: "start"',
    ],
    ['Python', pythonTrace, 'psycopg2.OperationalError: could not translate host name "db" to address: Name or service not known'],
    [
      'Python, two traces',
      `${pythonTrace}\nDuring handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n  File "x.py", line 1\nRuntimeError: no database`,
      'RuntimeError: no database',
    ],
    ['Python, without words', 'Traceback (most recent call last):\n  File "x"\nKeyboardInterrupt\n', 'KeyboardInterrupt'],
    [
      'Python, an assertion without words',
      'Traceback (most recent call last):\n  File "x", line 2, in f\nAssertionError',
      'AssertionError',
    ],
    ['Python logging', 'INFO:root:up\nERROR:root:no connection to db', 'no connection to db'],
    ['Django', 'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty', null],
    ['Java', javaTrace, 'java.net.ConnectException: Connection refused'],
    [
      'Spring',
      '2026-11-21 10:00:00.123 ERROR 1 --- [           main] o.s.b.SpringApplication : Application run failed',
      'Application run failed',
    ],
    [
      'Spring, a taken port',
      'APPLICATION FAILED TO START\n\nDescription:\n\nWeb server failed to start. Port 8080 was already in use.\n\nAction:\n\nIdentify and stop the process',
      'Web server failed to start. Port 8080 was already in use.',
    ],
    ['Go, a panic', goPanic, 'panic: runtime error: invalid memory address or nil pointer dereference'],
    [
      'Go, a deadlock',
      'fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [select (no cases)]:',
      'all goroutines are asleep - deadlock!',
    ],
    [
      'Go, log.Fatal',
      '2026/11/21 10:00:00 dial tcp: lookup db on 127.0.0.11:53: no such host',
      'dial tcp: lookup db on 127.0.0.11:53: no such host',
    ],
    [
      'Go, key and value',
      'time="2026-11-21T10:00:00Z" level=info msg=up\ntime="2026-11-21T10:00:01Z" level=fatal msg="connect failed" err="dial tcp: refused"',
      'connect failed: dial tcp: refused',
    ],
    [
      'Kubernetes',
      'I1121 10:00:00.000000       1 main.go:3] up\nE1121 10:00:00.000000       1 leader.go:12] lost the lease',
      'lost the lease',
    ],
    [
      'Rust',
      "thread 'main' panicked at src/main.rs:2:5:\nno configuration\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
      'panicked: no configuration',
    ],
    ['Rust, older', "thread 'main' panicked at 'boom', src/main.rs:2:5", "thread 'main' panicked at 'boom', src/main.rs:2:5"],
    [
      'Rust, an error from main',
      'Error: Os { code: 2, kind: NotFound, message: "No such file or directory" }',
      'Os { code: 2, kind: NotFound, message: "No such file or directory" }',
    ],
    [
      'Ruby',
      "/app/a.rb:1:in 'start': undefined method 'x' for nil (NoMethodError)\n\tfrom /app/b.rb:2:in 'main'",
      "NoMethodError: undefined method 'x' for nil",
    ],
    [
      'PHP',
      'PHP Fatal error:  Uncaught Exception: no config in /app/x.php:3\nStack trace:\n#0 {main}\n  thrown in /app/x.php on line 3',
      'no config in /app/x.php:3',
    ],
    [
      '.NET',
      'Unhandled exception. System.InvalidOperationException: No service\n   at Program.Main()',
      'System.InvalidOperationException: No service',
    ],
    [
      'nginx',
      '2026/11/21 10:00:00 [notice] 1#1: start\n2026/11/21 10:00:00 [emerg] 1#1: host not found in upstream "app" in /etc/nginx/conf.d/default.conf:3',
      'host not found in upstream "app" in /etc/nginx/conf.d/default.conf:3',
    ],
    [
      'nginx, its own name before it',
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
      'bind() to 0.0.0.0:80 failed (98: Address already in use)',
    ],
    [
      'Postgres',
      '2026-11-21 10:00:00.000 UTC [1] FATAL:  data directory "/data" has wrong ownership\n2026-11-21 10:00:00.000 UTC [1] HINT:  The server must be started by the user\n2026-11-21 10:00:00.000 UTC [1] LOG:  database system is shut down',
      'data directory "/data" has wrong ownership',
    ],
    [
      'Postgres’ image',
      'Error: Database is uninitialized and superuser password is not specified.\n       You must specify POSTGRES_PASSWORD to a non-empty value',
      'Database is uninitialized and superuser password is not specified.',
    ],
    [
      'MySQL',
      '2026-11-21T10:00:00.000000Z 0 [Warning] [MY-1] [Server] x\n2026-11-21T10:00:00.000000Z 0 [ERROR] [MY-010123] [Server] Fatal error: Please read the manual',
      'Fatal error: Please read the manual',
    ],
    ['Redis', "1:C 21 Nov 2026 10:00:00.000 # Fatal error, can't open config file '/x.conf'", "can't open config file '/x.conf'"],
    ['a shell', '/entrypoint.sh: line 3: foo: not found', '/entrypoint.sh: line 3: foo: not found'],
    ['a wrong architecture', 'exec /app/server: exec format error', 'exec /app/server: exec format error'],
    [
      'C++',
      "terminate called after throwing an instance of 'std::runtime_error'\n  what():  boom",
      "terminate called after throwing an instance of 'std::runtime_error'",
    ],
    ['C, an assertion', "a.out: x.c:3: main: Assertion `x == 1' failed.", "a.out: x.c:3: main: Assertion `x == 1' failed."],
    [
      'pino',
      '{"level":30,"msg":"up"}\n{"level":60,"time":1,"pid":1,"msg":"startup failed","err":{"type":"Error","message":"connect ECONNREFUSED db:5432","stack":"x"}}',
      'startup failed: connect ECONNREFUSED db:5432',
    ],
    [
      'zap',
      '{"level":"error","ts":1,"caller":"a.go:1","msg":"no leader","error":"context deadline exceeded"}',
      'no leader: context deadline exceeded',
    ],
    ['Google’s severity', '{"severity":"CRITICAL","message":"disk full"}', 'disk full'],
    [
      'Serilog',
      '{"@t":"x","@l":"Fatal","@mt":"Host terminated","@x":"System.Exception: no port\\n   at X"}',
      'Host terminated: System.Exception: no port',
    ],
    ['Elastic', '{"log":{"level":"ERROR"},"message":"shard failed"}', 'shard failed'],
    [
      'Python’s structlog with a trace',
      '{"level":"error","event":"crashed","exc_info":"Traceback (most recent call last):\\n  File x\\nValueError: no port"}',
      'crashed: ValueError: no port',
    ],
    [
      'JSON that was cut',
      '{"level":"error","msg":"could not connect","stack":"Error: could not conn',
      'could not connect: Error: could not conn',
    ],
    ['JSON without a level', '{"a":1,"error":"no such table"}', 'no such table'],
    ['JSON that only informs', '{"a":"failed"}\n{"level":"info","msg":"error budget is fine","error":"none"}', null],
    [
      'winston',
      '{"level":"error","message":"listen EADDRINUSE: address already in use :::3000"}',
      'listen EADDRINUSE: address already in use :::3000',
    ],
    ['colours', '\u001b[31m\u001b[1mERROR\u001b[22m\u001b[39m \u001b[2min ./src\u001b[22m no loader', 'in ./src no loader'],
    ['a title and a link', '\u001b]0;title\u0007\u001b]8;;http://x\u001b\\Error: broken\u001b]8;;\u001b\\', 'broken'],
    ['a line that was written over', 'loading 10 %\rloading 50 %\rError: disk full', 'disk full'],
    ['text that turns around', 'Error: \u202egnorw\u202c \u0000x', 'gnorw x'],
    ['nothing of the kind', '>started\n>listening on :80', null],
    ['nothing at all', '', null],
    [
      'what only sounds so',
      '>0 errors, 0 warnings\n>no errors found\n>error: null\n>INFO error handler installed\n>[info] retry failed once\n>level=warn msg="failed"',
      null,
    ],
  ])('%s', (_, log, expected) => {
    const text = found(log);
    if (expected === null && log.startsWith('django')) expect(text).toContain('The SECRET_KEY setting must not be empty');
    else expect(text).toBe(expected);
  });

  it('is the last of several, and on stderr rather than on stdout', () => {
    expect(found('Error: first', 'Error: second')).toBe('second');
    expect(found('Error: said on stderr', '>Error: said on stdout')).toBe('said on stderr');
    expect(found('retry failed', '>Error: no database')).toBe('no database');
    expect(findErrorLine(tail('>up', 'Error: x', '    at a (b:1:2)'))?.index).toBe(1);
  });

  it('has no secrets in it, and is one line that is not long', () => {
    expect(found('Error: connect postgres://app:hunter22@db/x failed')).not.toContain('hunter22');
    expect(found('{"level":"error","msg":"login","err":"password=hunter22 refused"}')).not.toContain('hunter22');
    expect(found(`Error: ${'x y '.repeat(5_000)}`)).toHaveLength(errorLineLimit);
  });

  it('of hostile lines is found in no time', () => {
    const hostile = ['(', 'a:', '[', '{"', 'a=', '\u001b[', 'Caused by: ', '2026-11-21 10:00:00 ', 'A.', '\\"', '"a":"', 'x: '].map((it) =>
      it.repeat(60_000),
    );
    const startedAtMs = performance.now();
    for (const text of hostile) findErrorLine(tail(text, `Error${text}`, `{"level":"error"${text}`, `level=error ${text}`));
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  });
});

describe('the words of a verdict', () => {
  it('take the log’s word in where only a code is known', () => {
    expect(withErrorLine('Exited 1', 'connect ECONNREFUSED db:5432')).toBe('Exited 1: connect ECONNREFUSED db:5432');
    expect(withErrorLine('Died while Quarterdeck was closed, exited 3', 'no database')).toBe(
      'Died while Quarterdeck was closed, exited 3: no database',
    );
    expect(withErrorLine('Out of memory at 512\u00a0MiB', 'Killed')).toBe('Out of memory at 512\u00a0MiB');
    expect(withErrorLine('Exited 1', null)).toBe('Exited 1');
  });
});

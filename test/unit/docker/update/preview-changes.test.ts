import { expect, it } from 'vitest';
import type { Effective } from '../../../../src-main/docker/update/effective.ts';
import { hostConfigSchema, imageConfigSchema } from '../../../../src-main/docker/update/inspected.ts';
import { previewChanges } from '../../../../src-main/docker/update/preview-changes.ts';

const like = (config: object): Effective => ({
  image: 'web:1',
  imageId: 'sha256:1',
  config: imageConfigSchema.parse(config),
  host: hostConfigSchema.parse({}),
  networks: {},
});
const changed = (before: object, after: object) => previewChanges(like(before), like(after));

it('a command that changes is shown with the quotes that make the same words of it', () => {
  expect(changed({ Cmd: ['sh', '-c', 'echo "a b"; exit 1'] }, { Cmd: ['echo', "it's", ''] })).toEqual([
    { field: 'Command', before: `sh -c 'echo "a b"; exit 1'`, after: `echo 'it'"'"'s' ''` },
  ]);
  expect(changed({ Entrypoint: ['/my tool', 'x'] }, { Entrypoint: ['/my', 'tool', 'x'] })).toEqual([
    { field: 'Entrypoint', before: `'/my tool' x`, after: '/my tool x' },
  ]);
  expect(changed({ Healthcheck: { Test: ['CMD', 'a b'] } }, { Healthcheck: { Test: ['CMD-SHELL', 'a b'] } })).toEqual([
    { field: 'Health check', before: `'a b'`, after: 'a b' },
  ]);
});

it.each([
  [['--password', 'open sesame'], '--password [hidden]'],
  [['--password', `it's open`], '--password [hidden]'],
  [['--password=open sesame'], `'--password=[hidden]'`],
  [['DB_PASSWORD=open sesame'], `'DB_PASSWORD=[hidden]'`],
  [['-e', 'A=open sesame'], `-e 'A=[hidden]'`],
])('a secret of several words in a command is hidden as a whole: %j', (words, shown) => {
  const [change] = changed({ Cmd: ['serve', ...words, '--port', '80'] }, { Cmd: ['serve'] });
  expect(change?.before).toBe(`serve ${shown} --port 80`);
});

import type { TestEngine } from './engine.ts';
import { callEngine } from './engine-call.ts';
import { testImage } from './images.ts';

const predefinedNetworks: readonly string[] = ['bridge', 'host', 'none'];

/** Of this process, which runs the files of a project one after the other. The end of the run ends it with all else. */
let kept: TestEngine | undefined;

/**
 * An engine whose `dispose` keeps it for the next who asks, as bringing one up takes a second: emptied, and only if its
 * daemon was never touched and nothing is left in it that was not there when it was new.
 */
export async function keptEngine(startNew: () => Promise<TestEngine>): Promise<TestEngine> {
  const engine = kept ?? (await startNew());
  kept = undefined;
  let touched = false;
  const touching =
    <T>(act: () => T) =>
    (): T => {
      touched = true;
      return act();
    };
  return {
    ...engine,
    start: touching(engine.start),
    stop: touching(engine.stop),
    kill: touching(engine.kill),
    restart: touching(engine.restart),
    pause: touching(engine.pause),
    resume: touching(engine.resume),
    dispose: async () => {
      if (!touched && kept === undefined && (await emptied(engine.socketPath).catch(() => false))) kept = engine;
      else await engine.dispose();
    },
  };
}

/** Removes what is in an engine. @returns whether it is as a new one now */
async function emptied(socketPath: string): Promise<boolean> {
  const ids = async (path: string, key: string) => {
    const { json } = await callEngine(socketPath, 'GET', path);
    const list: unknown = Array.isArray(json) ? json : Reflect.get(Object(json), 'Volumes');
    return Array.isArray(list) ? list.map((it: unknown) => String(Reflect.get(Object(it), key))) : [];
  };
  const remove = (paths: readonly string[]) => Promise.all(paths.map((path) => callEngine(socketPath, 'DELETE', path)));
  await remove((await ids('/containers/json?all=1', 'Id')).map((id) => `/containers/${id}?force=1&v=1`));
  await remove((await ids('/volumes', 'Name')).map((name) => `/volumes/${name}?force=1`));
  await callEngine(socketPath, 'POST', '/networks/prune');
  const { json: own } = await callEngine(socketPath, 'GET', `/images/${testImage}/json`);
  const ownId = String(Reflect.get(Object(own), 'Id'));
  await remove((await ids('/images/json?all=1', 'Id')).filter((id) => id !== ownId).map((id) => `/images/${id}?force=1`));
  const left = await Promise.all([ids('/containers/json?all=1', 'Id'), ids('/volumes', 'Name'), ids('/networks', 'Name')]);
  const images = await ids('/images/json?all=1', 'RepoTags');
  return left.flat().every((name) => predefinedNetworks.includes(name)) && images.join() === testImage;
}

import type { Change } from '../../src-shared/changes.ts';
import type { Remote } from '../../src-shared/contract/doors.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { splitRemoteHostId } from '../../src-shared/remote-wire.ts';
import type { SampleBatch } from '../../src-shared/samples.ts';
import { goneRoute, type Route, type Routes } from '../commands/route.ts';
import type { TellOptions } from '../fleet/keeper.ts';
import type { Log } from '../lib/log.ts';
import type { RemoteStore } from '../store/remotes.ts';
import type { LinkTimes } from './remote-link.ts';
import type { RemoteRoute } from './remote-route.ts';

export interface RemotesOptions {
  tell(changes: readonly Change[], options: TellOptions): void;
  onSamples(batch: SampleBatch): void;
  readonly log: Log;
  /** This machine's name. */
  readonly ourName: string;
  readonly times?: Partial<LinkTimes>;
}

/** The remote Quarterdecks: each a route for commands, and hosts in the Fleet. None until `open` is called with a store. */
export class Remotes implements Routes {
  private store: RemoteStore | null = null;
  private readonly routes = new Map<string, RemoteRoute>();
  private visible = false;
  private readonly options: RemotesOptions;

  constructor(options: RemotesOptions) {
    this.options = options;
  }

  /** Begins to watch those that the store has, and those that are added from then on. */
  async open(store: RemoteStore): Promise<void> {
    this.store = store;
    for (const remote of store.list()) {
      const token = await store.tokenOf(remote.id);
      if (token === null) this.options.log.error('The token of a remote Quarterdeck can’t be read', { url: remote.url });
      await this.watch(remote, token ?? '');
    }
  }

  routeTo(hostId: string): Route | null {
    const remote = splitRemoteHostId(hostId);
    return remote ? (this.routes.get(remote.remoteId) ?? goneRoute) : null;
  }

  all(): readonly Route[] {
    return [...this.routes.values()];
  }

  list(): readonly Remote[] {
    return this.store?.list() ?? [];
  }

  get keeping(): Remote['tokenKept'] {
    return this.store?.keeping ?? 'file';
  }

  /** Tries it, and keeps it if it answers. */
  async add(name: string, url: string, token: string): Promise<Result<Remote>> {
    const { store } = this;
    if (!store) return fail('system_error', 'Other Quarterdecks can be added in the window only.');
    const { origin } = new URL(url);
    if (store.list().some((remote) => remote.url === origin)) {
      return fail('validation_error', `${origin} is among yours already. Remove it first if its token has changed.`);
    }
    const { tryRemote } = await import('./try-remote.ts');
    const problem = await tryRemote(origin, token, this.options.ourName, this.options.times);
    if (problem) return fail('socket_communication_error', problem.message, { url: origin });
    const added = await store.add(name, origin, token);
    if (added.ok) await this.watch(added.value, token);
    return added;
  }

  async remove(id: string): Promise<Result<null>> {
    const removed = (await this.store?.remove(id)) ?? succeed(null);
    if (!removed.ok) return removed;
    const route = this.routes.get(id);
    this.routes.delete(id);
    await route?.close();
    route?.link.mirror.forget();
    return removed;
  }

  /** Whether any window here shows something; while none does, nothing is streamed from there either. */
  setVisible(visible: boolean): void {
    this.visible = visible;
    for (const { link } of this.routes.values()) link.setVisible(visible);
  }

  /** The machine was asleep: those that are lost are tried at once. */
  lookNow(): void {
    for (const { link } of this.routes.values()) link.retry();
  }

  async dispose(): Promise<void> {
    const routes = [...this.routes.values()];
    this.routes.clear();
    await Promise.all(routes.map((route) => route.close()));
  }

  private async watch(remote: Remote, token: string): Promise<void> {
    // Most users have no remotes: their start does not wait for Socket.IO.
    const [{ RemoteRoute }, { usualLinkTimes }] = await Promise.all([import('./remote-route.ts'), import('./remote-link.ts')]);
    const { tell, onSamples, log, ourName, times } = this.options;
    const route = new RemoteRoute({
      remote,
      token,
      tell,
      onSamples,
      log: log.of('remote'),
      ourName,
      now: Date.now,
      times: { ...usualLinkTimes, ...times },
    });
    route.link.setVisible(this.visible);
    this.routes.set(remote.id, route);
  }
}

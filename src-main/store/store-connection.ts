import type { Log } from '../lib/log.ts';
import { setAside } from './set-aside.ts';
import type { StoreAnswer, StoreTrouble } from './store-protocol.ts';
import type { StoreQuestion, StoreThread, StoreThreadOptions } from './store-thread.ts';
import { setAsideWords, troubleWords } from './store-words.ts';

export type GoodAnswer = Exclude<StoreAnswer, { type: 'failed' }>;

export interface StoreConnectionOptions {
  readonly file: string;
  readonly log: Log;
  readonly startThread: (options: Pick<StoreThreadOptions, 'onLost'>) => StoreThread;
  readonly now: () => number;
}

/** How often one question is asked at most: after a lost thread, and again after a broken file was set aside. */
const triesLimit = 3;

/**
 * The way to the database: starts the thread when something is asked, starts it once more when it is lost, and sets a
 * broken file aside. Questions come one after the other.
 */
export class StoreConnection {
  private thread: StoreThread | null = null;
  private isOpen = false;
  private over = false;
  /** Since something was last answered. */
  private losses = 0;
  private trouble: StoreTrouble | null = null;
  private notice: string | null = null;
  private readonly options: StoreConnectionOptions;

  constructor(options: StoreConnectionOptions) {
    this.options = options;
  }

  /** Whether it makes no sense to try again before the application is started anew. */
  get isGone(): boolean {
    return this.over || (this.trouble !== null && this.trouble !== 'unwritable');
  }

  /** Whether the last question was answered. */
  get isWell(): boolean {
    return this.trouble === null;
  }

  get isConnected(): boolean {
    return this.isOpen;
  }

  problem(): string | null {
    return this.trouble === null ? this.notice : troubleWords(this.trouble, this.options.file);
  }

  /** Null where it can't be answered: `problem` then says why, and the thread is ended, so that the next one begins anew. */
  async ask(question: StoreQuestion): Promise<GoodAnswer | null> {
    for (let tries = 0; tries < triesLimit && !this.isGone; tries += 1) {
      const opened = this.isOpen ? null : await this.open();
      const answer = opened?.type === 'done' || opened === null ? await this.askOpened(question) : opened;
      if (answer && answer.type !== 'failed') {
        this.answered();
        return answer;
      }
      await this.endThread();
      if (!(await this.mayTryAgain(answer))) return null;
    }
    return null;
  }

  /** Ends the thread now, whatever it does. */
  async stop(): Promise<void> {
    this.over = true;
    await this.endThread();
  }

  private async open(): Promise<StoreAnswer | null> {
    await this.endThread();
    if (this.over) return null;
    const thread = this.options.startThread({ onLost: (error) => this.lose(thread, error) });
    this.thread = thread;
    const answer = await thread.ask({ type: 'open', file: this.options.file });
    this.isOpen = answer?.type === 'done';
    return answer;
  }

  private async askOpened(question: StoreQuestion): Promise<StoreAnswer | null> {
    return this.isOpen && this.thread ? this.thread.ask(question) : null;
  }

  private answered(): void {
    if (this.trouble !== null) this.options.log.info('The database can be used again', { file: this.options.file });
    this.trouble = null;
    this.losses = 0;
  }

  private lose(thread: StoreThread, error: Error): void {
    this.options.log.error('The database’s thread was lost', { error });
    this.losses += 1;
    if (this.thread === thread) this.isOpen = false;
  }

  private async endThread(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    this.isOpen = false;
    await thread?.stop();
  }

  /** `answer` null: the thread was lost. */
  private async mayTryAgain(answer: StoreAnswer | null): Promise<boolean> {
    if (this.over) return false;
    if (answer?.type !== 'failed') return this.losses > 1 ? this.give('unwritable', 'The thread was lost again') : true;
    if (answer.trouble !== 'damaged') return this.give(answer.trouble, answer.why);
    const { file, log, now } = this.options;
    const keptAs = `${file}.broken-${now()}`;
    try {
      await setAside(file, keptAs);
    } catch (error) {
      log.error('The broken database can’t be set aside', { file, why: answer.why, error });
      return this.give('damaged', answer.why);
    }
    this.notice = setAsideWords(keptAs);
    log.error('The database was broken; a new one is begun', { file, keptAs, why: answer.why });
    return true;
  }

  private give(trouble: StoreTrouble, why: string): false {
    if (this.trouble !== trouble) this.options.log.error(troubleWords(trouble, this.options.file), { trouble, why });
    this.trouble = trouble;
    return false;
  }
}

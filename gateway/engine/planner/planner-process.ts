import { type ChildProcess, fork } from 'node:child_process';
import { type Cpu, cpuOf, memoryOf } from './proc';

/** What an operation did to its planner's process. */
export type Death = 'ABORTED' | 'HUNG' | 'GREW';

/** Signals by which somebody else ends a process: the operating system short of memory, whoever runs the machine. */
const FROM_OUTSIDE: ReadonlySet<string | null> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']);

export interface PlannerLimits {
  /** How long one operation may be planned. */
  readonly deadlineMs: number;
  /** Memory of the process, above which it is ended. */
  readonly mostBytes: number;
}

/** What operations are planned over. */
export interface PlannerSupergraph {
  readonly sdl: string;
  /** The same in another form, for what is refused in the first. */
  readonly otherwise?: string | undefined;
}

/** What became of one operation. */
export type Planned = { readonly plan: unknown } | { readonly refused: true } | { readonly death: Death | 'KILLED' };

/** The planner could not be started for this supergraph at all. */
export class PlannerNotStarted extends Error {
  constructor(why: string) {
    super(`The planner does not start: ${why}`);
    this.name = 'PlannerNotStarted';
  }
}

interface Told {
  readonly ready?: true;
  readonly failed?: string;
  readonly id?: number;
  readonly plan?: unknown;
  readonly refused?: true;
  readonly rss: number;
}

const START_WITHIN_MS = 20_000;
/** How often a process that is planning is looked at for growth. */
const LOOK_EVERY_MS = 50;
/** What the process has said by its deadline is read within this. */
const READ_WITHIN_MS = 20;
/** Deadlines that a process which is kept from working gets, one after the other. */
const MOST_PATIENCE = 8;
/** One process that plans one operation at a time: whatever happens to it is the doing of that operation. */
export class PlannerProcess {
  #told: ((told: Told | Death | 'KILLED') => void) | undefined;
  #isOver = false;
  #grown = false;
  #next = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly limits: PlannerLimits,
  ) {
    child.on('message', (told: Told) => this.#told?.(told));
    child.once('exit', (_code, signal) => this.#end(FROM_OUTSIDE.has(signal) ? 'KILLED' : 'ABORTED'));
    // It could not be started, or told anything: no operation did that.
    child.on('error', () => this.#end('KILLED'));
  }

  /** @throws PlannerNotStarted */
  static async start(entry: string, supergraph: PlannerSupergraph, limits: PlannerLimits): Promise<PlannerProcess> {
    const child = fork(entry, [], {
      // Nothing of ours is any of its business: no settings, no keys, no output of its own.
      env: {},
      execArgv: ['--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const started = new PlannerProcess(child, limits);
    const told = await started.#ask(supergraph, START_WITHIN_MS);
    if (typeof told !== 'string' && told.ready) {
      // It must not keep a process alive that has nothing else to do.
      child.unref();
      child.channel?.unref();
      return started;
    }
    started.end();
    throw new PlannerNotStarted(typeof told === 'string' ? told : (told.failed ?? 'it said something else'));
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** It has grown too large to go on, by no fault of the last operation alone. */
  get isGrown(): boolean {
    return this.#grown;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async plan(query: string, deadlineMs = this.limits.deadlineMs): Promise<Planned> {
    this.#next += 1;
    const told = await this.#ask({ id: this.#next, query }, deadlineMs);
    if (typeof told === 'string') return { death: told };
    if (told.rss > this.limits.mostBytes) this.#grown = true;
    return told.refused ? { refused: true } : { plan: told.plan };
  }

  end(): void {
    this.#isOver = true;
    this.child.kill('SIGKILL');
  }

  #ask(message: object, withinMs: number): Promise<Told | Death | 'KILLED'> {
    if (this.#isOver) return Promise.resolve('KILLED');
    return new Promise((resolve) => {
      const begun = cpuOf(this.child.pid);
      const isPending = () => this.#told !== undefined;
      let patience = MOST_PATIENCE;
      const late = (): void => {
        if (!isPending()) return;
        patience -= 1;
        if (patience > 0 && this.#isStarved(begun, withinMs)) deadline = setTimeout(late, withinMs);
        else this.#end('HUNG');
      };
      // It may be this process that was busy: what has come meanwhile is read first.
      let deadline = setTimeout(() => {
        deadline = setTimeout(late, READ_WITHIN_MS);
      }, withinMs);
      const look = setInterval(() => this.#look(), LOOK_EVERY_MS);
      this.#told = (told) => {
        clearTimeout(deadline);
        clearInterval(look);
        this.#told = undefined;
        resolve(told);
      };
      this.child.send(message, (error) => error && this.#end('KILLED'));
    });
  }

  /** Whether it wants to work and was not let: a busy machine is no fault of the operation's. Only Linux tells. */
  #isStarved(begun: Cpu | undefined, withinMs: number): boolean {
    const now = cpuOf(this.child.pid);
    return begun !== undefined && now?.state === 'R' && now.usedMs - begun.usedMs < withinMs / 2;
  }

  /** One operation may take all memory within its deadline. Only Linux tells; elsewhere its size is seen once it is planned. */
  #look(): void {
    if ((memoryOf(this.child.pid) ?? 0) > this.limits.mostBytes) this.#end('GREW');
  }

  #end(death: Death | 'KILLED'): void {
    this.end();
    this.#told?.(death);
  }
}

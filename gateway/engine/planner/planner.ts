import { join } from 'node:path';
import type { DocumentNode } from 'graphql';
import { print } from 'graphql';
import { assertSupported } from './platform';
import { type Planned, type PlannerLimits, PlannerNotStarted, PlannerProcess, type PlannerSupergraph } from './planner-process';
import { normalisedHash, Quarantine } from './quarantine';

/** Why an operation has no plan. `message` is for whoever sent it. */
export class NotPlanned extends Error {
  constructor(
    readonly code: 'OPERATION_NOT_PLANNABLE' | 'PLANNER_BUSY' | 'PLANNER_UNAVAILABLE',
    message: string,
  ) {
    super(message);
    this.name = 'NotPlanned';
  }
}

export interface PlannerOptions extends Partial<PlannerLimits> {
  /** How long an operation may wait for those before it; its client has given up long before the queue is as long as it may be. */
  readonly waitMs?: number;
  /** The script of the process; tests have one that aborts on cue. */
  readonly entry?: string;
}

/** How long an operation may be planned when nobody waits for it. */
export const UNHURRIED_MS = 10_000;
const DEFAULTS = { deadlineMs: 500, mostBytes: 512 * 1024 * 1024, waitMs: 20_000 };
/** Operations that wait to be planned; each takes milliseconds. */
const MOST_WAITING = 2_000;
/** A planner that cannot be started is tried again after this, and not by everybody at once. */
const START_AGAIN_MS = 1_000;
const BUSY = 'Too many new operations are waiting to be planned; ask again shortly';
const AWAY = 'Operations cannot be planned at the moment; ask again shortly';
const FATAL = 'This operation cannot be planned: it ended the planner before. Ask for less, or in several requests';
const REFUSED = 'This operation cannot be planned';

interface Job {
  readonly query: string;
  readonly hash: string;
  readonly deadlineMs: number | undefined;
  readonly since: number;
  readonly take: (planned: unknown) => void;
  readonly refuse: (error: NotPlanned) => void;
}

/**
 * Plans operations in a process of its own, because some valid operations abort it, whole. It is given one at a time, so the one it
 * had is the culprit: that one is quarantined, the process replaced, and those still waiting are planned by the next.
 */
export class Planner {
  readonly #entry: string;
  readonly #limits: PlannerLimits & { readonly waitMs: number };
  readonly #quarantine = new Quarantine();
  readonly #waiting: Job[] = [];
  #process: PlannerProcess | undefined;
  #isWorking = false;
  #isClosed = false;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly supergraph: PlannerSupergraph,
    { entry = join(__dirname, 'child.js'), ...limits }: PlannerOptions = {},
  ) {
    this.#entry = entry;
    this.#limits = { ...DEFAULTS, ...limits };
  }

  /** Has a process ready. @throws PlatformNotSupported, PlannerNotStarted when the planner does not take the supergraph */
  async start(): Promise<void> {
    assertSupported();
    this.#process ??= await PlannerProcess.start(this.#entry, this.supergraph, this.#limits);
  }

  /** The process that plans now, if there is one. */
  get pid(): number | undefined {
    return this.#process?.isOver === false ? this.#process.pid : undefined;
  }

  /**
   * The planner's JSON for an operation.
   *
   * @param deadlineMs longer than usual for what nobody waits for
   * @throws NotPlanned
   */
  plan(document: DocumentNode, deadlineMs?: number): Promise<unknown> {
    const hash = normalisedHash(document);
    if (this.#isClosed) return Promise.reject(new NotPlanned('PLANNER_UNAVAILABLE', AWAY));
    if (this.#quarantine.find(hash) !== undefined) return Promise.reject(new NotPlanned('OPERATION_NOT_PLANNABLE', FATAL));
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(new NotPlanned('PLANNER_BUSY', BUSY));
    return new Promise((take, refuse) => {
      this.#waiting.push({ query: print(document), hash, deadlineMs, since: performance.now(), take, refuse });
      void this.#work();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#process?.end();
    for (const { refuse } of this.#waiting.splice(0)) refuse(new NotPlanned('PLANNER_UNAVAILABLE', AWAY));
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) await this.#planOne(job);
    } finally {
      this.#isWorking = false;
    }
  }

  async #planOne({ query, hash, deadlineMs, since, take, refuse }: Job): Promise<void> {
    if (performance.now() - since > this.#limits.waitMs) return refuse(new NotPlanned('PLANNER_BUSY', BUSY));
    // Another with this hash may have ended the planner while this one waited.
    if (this.#quarantine.find(hash) !== undefined) return refuse(new NotPlanned('OPERATION_NOT_PLANNABLE', FATAL));
    let planned: Planned = { death: 'KILLED' };
    try {
      // Somebody else may end the process, for want of memory for instance; at the third time it is the operation that takes it.
      for (let tries = 0; tries < 3 && isKilled(planned) && !this.#isClosed; tries += 1) {
        planned = await (await this.#ready()).plan(query, deadlineMs);
      }
    } catch (error) {
      if (!(error instanceof PlannerNotStarted)) throw error;
      return refuse(new NotPlanned('PLANNER_UNAVAILABLE', AWAY));
    }
    if (this.#isClosed) return refuse(new NotPlanned('PLANNER_UNAVAILABLE', AWAY));
    if ('plan' in planned) take(planned.plan);
    else if ('refused' in planned) refuse(new NotPlanned('OPERATION_NOT_PLANNABLE', REFUSED));
    else {
      this.#quarantine.add(hash, planned.death === 'KILLED' ? 'GREW' : planned.death);
      refuse(new NotPlanned('OPERATION_NOT_PLANNABLE', FATAL));
    }
    // Ahead of the next operation; when it does not start, that operation is told so.
    if (this.#process?.isGrown || this.#process?.isOver) await this.#ready().catch(() => undefined);
  }

  /** The process, or a new one in place of one that is gone or has grown too large. @throws PlannerNotStarted */
  async #ready(): Promise<PlannerProcess> {
    const held = this.#process;
    if (held !== undefined && !held.isOver && !held.isGrown) return held;
    if (this.#isClosed) throw new PlannerNotStarted('it is closed');
    if (performance.now() - this.#failedAt < START_AGAIN_MS) throw new PlannerNotStarted('it did not a moment ago');
    held?.end();
    try {
      const started = await PlannerProcess.start(this.#entry, this.supergraph, this.#limits);
      this.#process = started;
      if (this.#isClosed) started.end();
      return started;
    } catch (error) {
      this.#failedAt = performance.now();
      throw error;
    }
  }
}

const isKilled = (planned: Planned): boolean => 'death' in planned && planned.death === 'KILLED';

import { setTimeout as sleep } from 'node:timers/promises';
import type { Counts } from '../../../common/publishing/tally';
import { Random } from '../../../demo/random';
import type { Journey } from '../../support/journey';
import { type Command, publishUntilDone, runPublish } from './cli';
import { killBackend, killPostmaster, killSubgraph } from './killing';
import { forgetPublished, stateDigest } from './state-digest';

/** What is killed with SIGKILL while a file is published. */
export const VICTIMS: Readonly<Record<string, (journey: Journey, command: Command) => Promise<unknown>>> = {
  'the receiving subgraph': (journey) => killSubgraph(journey, 'education'),
  'a PostgreSQL connection': (journey) => killBackend(journey, 'education'),
  PostgreSQL: (journey) => killPostmaster(journey),
  'the publishing command': async (_journey, { process, ended }) => {
    process.kill('SIGKILL');
    await ended;
  },
};

export interface Outcome {
  readonly state: string;
  readonly rows: Counts['rows'];
  readonly publications: number;
}

/** One school census set, published to a hub again and again. */
export class Disturbed {
  private constructor(
    private readonly journey: Journey,
    private readonly paths: readonly string[],
    /** What an undisturbed publication comes to. */
    readonly undisturbed: Outcome,
    private readonly takes: number,
  ) {}

  static async on(journey: Journey, paths: readonly string[]): Promise<Disturbed> {
    const nobody = new Disturbed(journey, paths, { state: '', rows: {} as Counts['rows'], publications: 0 }, 0);
    // The first warms up: it takes longer than any other, and moments are chosen by how long it takes.
    await nobody.outcome();
    await nobody.forget();
    const began = Date.now();
    const undisturbed = await nobody.outcome();
    return new Disturbed(journey, paths, undisturbed, Date.now() - began);
  }

  /** Kills at a random moment of the publication, then gives the same command again. */
  async killed(victim: string, random: Random): Promise<Outcome> {
    await this.forget();
    const command = runPublish(this.journey, 'education', 'school-census', ...this.paths);
    await sleep(random.next() * this.takes);
    await VICTIMS[victim]?.(this.journey, command);
    await command.ended;
    return this.outcome();
  }

  /** Two commands at the same moment, and how each ended: 0, or what it complained of. */
  async twice(): Promise<Outcome & { readonly ended: readonly (number | string)[] }> {
    await this.forget();
    const both = [1, 2].map(() => runPublish(this.journey, 'education', 'school-census', ...this.paths));
    const ended = await Promise.all(both.map((command) => command.ended));
    return { ...(await this.outcome()), ended: ended.map(({ how, errors }) => (how === 0 ? how : errors)) };
  }

  private async outcome(): Promise<Outcome> {
    const { rows } = await publishUntilDone(this.journey, 'education', 'school-census', ...this.paths);
    return this.journey.inDatabase('education', async (database) => {
      const { rows: counted } = await database.query<{ count: string }>('select count(*) from publication');
      return { rows, state: await stateDigest(database), publications: Number(counted[0]?.count) };
    });
  }

  private forget(): Promise<void> {
    return this.journey.inDatabase('education', forgetPublished);
  }
}

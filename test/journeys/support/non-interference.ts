import { randomInt, randomUUID } from 'node:crypto';
import { Random } from '../../../demo/random';
import type { Basis, Relation } from '../../../common/access/subject';
import { RELATIONS } from '../../../common/access/vocabulary';
import { AGENCIES } from '../../../subgraphs/registry';
import type { Journey } from '../../support/journey';
import { type KindOfCase, openEveryKind, waysThrough } from './cases-of-every-kind';
import { fillEveryTable } from './fill-tables';
import { everythingOf } from './open-schema';
import { change, governedColumns, leaveAlone, type Secret, sealCopies, secretsOf } from './withheld-values';

export interface Run {
  readonly persona: string;
  readonly purpose: string;
  readonly level: number;
  readonly basis: Basis;
  readonly secret: Secret | 'a case that is not theirs';
  readonly rows: number;
  readonly before: string;
  readonly after: string;
}

const PERSONAS = [
  ...['screening-officer', 'mash-analyst', 'decision-maker', 'early-help-worker', 'ig-auditor'],
  ...['police-researcher', 'health-navigator', 'education-lead', 'social-care-lead'],
];
/** What an agreement gives out as a summary of records, whoever may read these: it tells of them, and is meant to. */
const SUMMARIES = ['openNow', 'previousInvolvement'];
const ALL_OF = (type: string) =>
  `id names { family } sources { agency state } ${AGENCIES.map(({ field, recordType }) => `${field} { ${everythingOf(recordType, SUMMARIES)} }`).join(' ')} ${type}`;
const CHRONOLOGY =
  'chronology(first: 20) { totalCount pageInfo { endCursor hasNextPage } gaps { agency state } edges { cursor node { id date headline } } }';
/** Everything that could tell: fields, lists, their order and length, counts, cursors, states and refusals. */
const OPERATION = `query Everything($id: ID!, $purpose: Purpose!, $caseId: ID) {
  child(id: $id, purpose: $purpose, caseId: $caseId) { ${ALL_OF(CHRONOLOGY)}
    household { relation person { __typename ... on Child { id sources { agency state } ${CHRONOLOGY} } ... on Adult { id sources { agency state } ${CHRONOLOGY} } } } }
  cases(first: 3) { totalCount pageInfo { endCursor hasNextPage } edges { cursor node { id reference level } } }
}`;

/** Two databases equal but for what a viewer must not learn: the same one, before and after such a value is changed. */
export class NonInterference {
  private constructor(
    private readonly journey: Journey,
    private readonly childId: string,
    private readonly cases: readonly KindOfCase[],
    private readonly columns: Awaited<ReturnType<typeof governedColumns>>,
    private readonly people: Readonly<Record<string, readonly string[]>>,
    /** What the runs are drawn from: the same seed draws the same ones. */
    readonly seed: number,
    private readonly random: Random,
  ) {}

  static async prepare(journey: Journey, seed = Number(process.env.SOAK_SEED ?? randomInt(2 ** 31))): Promise<NonInterference> {
    const { childId } = journey.demonstration;
    const cases = await openEveryKind(journey, childId);
    const family: string[] = await journey.inDatabase('mash', async (client) => {
      const { rows } = await client.query('select distinct person::text as id from case_subject where case_id = $1', [
        cases[0]?.id,
      ]);
      return rows.map(({ id }) => id);
    });
    const circle = await journey
      .as('mash-analyst')
      .query(
        'query ($id: ID!, $caseId: ID) { child(id: $id, purpose: EARLY_HELP, caseId: $caseId) { household { person { ... on Child { id } ... on Adult { id } } } } }',
        { id: childId, caseId: cases.find(({ purpose }) => purpose === 'EARLY_HELP')?.id },
      );
    const all = [...family, ...circle.data.child.household.map(({ person }: { person: { id: string } }) => person.id)];
    const ids = await fillEveryTable(journey, all);
    const people = Object.fromEntries(
      AGENCIES.map(({ name }) => [name, [...ids.values()].flatMap((theirs) => theirs[name] ?? [])]),
    );
    const columns = await governedColumns(journey);
    await sealCopies(journey, columns, people);
    return new NonInterference(journey, childId, cases, columns, people, seed, new Random(seed));
  }

  /** One viewer, one case, one secret changed: what they were answered before and after. */
  async run(): Promise<Run> {
    for (;;) {
      const persona = this.random.pick(PERSONAS);
      const role = persona.replaceAll('-', '_');
      const ways = waysThrough(this.cases, role);
      const { caseId, purpose, level, basis } = this.random.pick(ways);
      const cells = RELATIONS.map((relation: Relation) => ({ role, purpose, level, basis, relation, protect: [] }));
      const kind = this.random.pick(['value', 'value', 'records', 'sealed', 'case'] as const);
      const ask = () => this.ask(persona, { purpose, caseId });
      if (kind === 'case') {
        // An auditor may know of every case.
        if (role === 'ig_auditor') continue;
        const before = await ask();
        await this.openElsewhere();
        return {
          ...{ persona, purpose, level, basis },
          secret: 'a case that is not theirs',
          rows: 1,
          before,
          after: await ask(),
        };
      }
      const secrets = secretsOf(this.columns, cells, new Date()).filter((secret) => secret.kind === kind);
      if (secrets.length === 0) continue;
      const secret = this.random.pick(secrets);
      const people = this.people[secret.agency] ?? [];
      const isAlone = kind !== 'value' && this.random.chance(0.5);
      if (isAlone) await leaveAlone(this.journey, secret, people, 'there');
      const before = await ask();
      const rows = await change(this.journey, secret, people, 'there');
      const after = rows === 0 ? before : await ask();
      // Others may read what this viewer may not: a value that means nothing must not stay.
      if (rows > 0) await change(this.journey, secret, people, 'back');
      if (isAlone) await leaveAlone(this.journey, secret, people, 'back');
      if (rows === 0) continue;
      return { ...{ persona, purpose, level, basis }, secret, rows, before, after };
    }
  }

  private async ask(persona: string, through: { purpose: string; caseId: string }): Promise<string> {
    const { status, text } = await this.journey.as(persona).query(OPERATION, { id: this.childId, ...through });
    return `${status} ${text}`;
  }

  private async openElsewhere(): Promise<void> {
    await this.journey.inDatabase('mash', (client) =>
      client.query(
        `insert into "case" (id, reference, level, purpose, basis, reason, opened_at, opened_by)
         values ($1::uuid, 'ELSEWHERE-' || $1::text, $2, 'SECTION_47', 'PUBLIC_TASK', 'Somebody else’s', now(), 'somebody else')`,
        [randomUUID(), 4],
      ),
    );
  }
}

/** What is wrong with a run, without any value in it; undefined when nothing is. */
export function interferenceOf({ before, after, secret, ...who }: Run): string | undefined {
  if (before === after) return undefined;
  const what = typeof secret === 'string' ? secret : `${secret.kind} ${secret.agency}.${secret.table}.${secret.column}`;
  const at = [...before].findIndex((character, index) => character !== after[index]);
  return `${who.persona} ${who.purpose} level ${who.level} ${who.basis}: ${what} shows at ${at} of ${before.length}: ${before.slice(at - 60, at)}`;
}

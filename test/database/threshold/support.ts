import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { loadAgreements } from '../../../common/access/load-agreements';
import { loadPurposes } from '../../../common/access/purposes';
import { openDatabase } from '../../../common/database';
import type { FeedEvent } from '../../../common/feed/event';
import { openLog } from '../../../common/logger';
import type { Signal } from '../../../common/signal';
import { keySetOf } from '../../../common/tokens/key-set';
import { createSigningKey } from '../../../common/tokens/keys';
import { type HubSetup, hubContext } from '../../../subgraphs/mash/access/hub-context';
import type { CaseClaims } from '../../../subgraphs/mash/access/views';
import { Child, type RequiredRecord } from '../../../subgraphs/mash/child/person.types';
import type { HubContext } from '../../../subgraphs/mash/context';
import { HUB_MIGRATIONS } from '../../../subgraphs/mash/migrations';
import { applyPage, restartFeed } from '../../../subgraphs/mash/signals/apply-page';
import { noteHeard } from '../../../subgraphs/mash/signals/feed-status';
import { loadThresholdPolicy } from '../../../subgraphs/mash/threshold/policy/threshold-policy';
import { AGENCIES } from '../../../subgraphs/registry';
import { freshDatabase } from '../../support/postgres';

export const NOW = new Date('2026-11-22T12:00:00Z');
const RID = 'request-1';

export const answered = (state = 'NO_RECORD_FOUND'): RequiredRecord => ({ sourceHeader: { state } });
/** Every agency answering, as the gateway hands it to a field that requires it. */
export const ALL_ANSWER: Child['records'] = Object.fromEntries(AGENCIES.map(({ field }) => [field, answered()]));

export function signal(indicator: string, category: string, over: Partial<Signal> = {}): Signal {
  return {
    ...{ indicator, category, observedOn: '2026-11-01', recordedOn: '2026-11-02', confidence: 'CREDIBLE' as const },
    ...{ source: randomUUID(), disputed: false },
    ...over,
  };
}

/** A hub with families known to the police: `child-n` and `mother-n` at one address each, one open case a child. */
export async function startFamilies(count: number) {
  const fresh = await freshDatabase('threshold');
  const options = { name: 'threshold', url: fresh.url, migratorUrl: fresh.migratorUrl, entities: [] };
  const db = await openDatabase({ ...options, migrations: HUB_MIGRATIONS, log: openLog('test', 'silent') });
  const key = await createSigningKey();
  const tell = feedOf(db);
  for (const { name } of AGENCIES) await noteHeard(db, name, new Date(NOW.getTime() - 2000));
  await tell('police', ...Array.from({ length: count }, (_, index) => familyEvents(index)).flat());
  await db.query(`insert into watch (agency, person) select agency, person from agency_person`);
  const hubs: { person: string; hub: string }[] = await db.query('select person, hub from agency_person');
  const hubIds = new Map(hubs.map(({ person, hub }) => [person, hub]));
  const hubOf = (person: string): string => hubIds.get(person) as string;
  const cases = new Map<string, string>();
  for (let index = 0; index < count; index++) cases.set(`child-${index}`, await openCase(db, hubOf(`child-${index}`), index));
  // Every agency has told what it knows of the people of every case.
  await db.query('update feed_state set answered_for = $1', ['2100-01-01']);
  const setup: Omit<HubSetup, 'database'> = {
    agreements: loadAgreements('policy/agreements', ['MASH', ...AGENCIES.map(({ agency }) => agency)]),
    purposes: loadPurposes('policy/purposes.yaml'),
    thresholds: loadThresholdPolicy(
      'policy',
      AGENCIES.map(({ name }) => name),
      '2026-11-22',
    ),
    ...{ key, keys: await keySetOf({ keys: [key.publicJwk] }), clock: () => NOW },
    tellCustodians: async () => undefined,
  };
  return {
    ...{ db, tell, hubOf, setup },
    /** A request of its own; `queries` collects the statements it makes. */
    context(role = 'mash_analyst', queries: string[] = []): HubContext {
      const counted = Object.assign(Object.create(db) as DataSource, {
        query: (text: string, parameters?: unknown[]) => {
          queries.push(text);
          return db.query(text, parameters);
        },
      });
      const principal = { kind: 'principal' as const, sub: 'someone', agency: 'MASH', roles: [role], teams: [], rid: RID };
      return hubContext({ ...setup, database: counted }, principal);
    },
    /** The child through their case, with these answers of the agencies. */
    async child(name: string, context: HubContext, records: Child['records'] = ALL_ANSWER, level = 4): Promise<Child> {
      const claims: CaseClaims = {
        ...{ sub: 'someone', agency: 'MASH', roles: context.principal.roles, purpose: 'SECTION_47' },
        ...{ caseId: cases.get(name) as string, level, basis: 'PUBLIC_TASK', rid: RID },
      };
      const reached = await context.views.child(hubOf(name), claims);
      if (reached === undefined) throw new Error(`${name} is not reached`);
      return new Child(reached.subject, undefined, records);
    },
    async close() {
      await db.destroy();
      await fresh.drop();
    },
  };
}

export type Families = Awaited<ReturnType<typeof startFamilies>>;

function feedOf(db: DataSource) {
  let told = 0;
  return async (agency: string, ...events: FeedEvent[]): Promise<void> => {
    if (told === 0) await restartFeed(db, agency, 'e1');
    const read = events.map((event) => {
      told += 1;
      return { id: `${told}`, at: '2026-11-22T00:00:00Z', digest: `${told}`, event };
    });
    await applyPage(db, agency, {
      epoch: 'e1',
      cursor: `${told}`,
      more: false,
      lastPublishedAt: null,
      events: read,
      poisoned: [],
      askedAt: new Date('2026-11-22T00:00:00Z'),
    });
  };
}

function familyEvents(index: number): FeedEvent[] {
  const [child, mother] = [`child-${index}`, `mother-${index}`];
  const addresses = [{ lines: [`${index} Mill Lane`], postcode: 'BB1 7AA', from: '2020-01-01' }];
  const names = (given: string) => [{ use: 'USUAL' as const, given: [given], family: familyName(index) }];
  const day = `${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
  return [
    {
      type: 'person',
      person: child,
      identity: { lifeStage: 'CHILD', names: names('Ada'), dateOfBirth: `2018-${day}`, addresses },
    },
    {
      type: 'person',
      person: mother,
      identity: { lifeStage: 'ADULT', names: names('Mona'), dateOfBirth: `1990-${day}`, addresses },
    },
    { type: 'relationships', person: mother, relationships: [{ type: 'PARENT', of: child }] },
  ];
}

/** Unlike any other: who has the same name and birthday at the house next door is taken for one child. */
function familyName(index: number): string {
  const syllables = ['bar', 'cul', 'den', 'fos', 'gim', 'hort', 'kel', 'lund', 'mav', 'nor'];
  return [...String(index)].map((digit) => syllables[Number(digit)]).join('');
}

async function openCase(db: DataSource, person: string, index: number): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into "case" (id, reference, level, purpose, basis, reason, opened_at, opened_by)
     values ($1, $2, 4, 'SECTION_47', 'PUBLIC_TASK', 'A test', $3, 'someone')`,
    [id, `T-${index}`, NOW],
  );
  await db.query('insert into case_subject (case_id, person, position) values ($1, $2, 1)', [id, person]);
  return id;
}

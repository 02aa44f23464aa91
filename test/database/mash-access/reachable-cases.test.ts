import type { DataSource } from 'typeorm';
import { loadPurposes, mayPursue } from '../../../common/access/purposes';
import type { Basis, Principal } from '../../../common/access/subject';
import { BASES, LEVELS, PURPOSES, ROLES } from '../../../common/access/vocabulary';
import { openDatabase } from '../../../common/database';
import { CASE_COLUMNS } from '../../../subgraphs/mash/cases/case-store';
import { claimsOf, REACHABLE, type ReachableCase, reachParameters } from '../../../subgraphs/mash/cases/reachable-cases';
import { HUB_MIGRATIONS } from '../../../subgraphs/mash/migrations';
import { type FreshDatabase, freshDatabase } from '../../support/postgres';

const purposes = loadPurposes('policy/purposes.yaml');
const REVIEWING = ['DECISION_REVIEW', 'AUDIT'];
let fresh: FreshDatabase;
let database: DataSource;

const principal = (roles: readonly string[]): Principal => ({
  kind: 'principal',
  sub: 'me',
  agency: 'MASH',
  roles,
  teams: ['mine'],
  rid: 'r',
});

beforeAll(async () => {
  fresh = await freshDatabase('reachable');
  database = await openDatabase({
    name: 'test',
    url: fresh.url,
    migratorUrl: fresh.migratorUrl,
    entities: [],
    migrations: HUB_MIGRATIONS,
  });
  // One case for each combination of terms and of assignment: none, another team, a team of theirs, by name.
  await database.query(
    `with made as (
       insert into "case" (id, reference, level, purpose, basis, reason, opened_at, opened_by)
       select gen_random_uuid(), concat_ws('/', purpose, level, basis, assigned), level, purpose, basis, '-', now(), 'x'
       from unnest($1::text[]) purpose, unnest($2::int[]) level, unnest($3::text[]) basis, unnest('{none,other,team,member}'::text[]) assigned
       returning id, split_part(reference, '/', -1) as assigned)
     insert into case_assignment (case_id, team, member, assigned_at, assigned_by)
     select id, case assigned when 'team' then 'mine' when 'other' then 'theirs' end, case assigned when 'member' then 'me' end, now(), 'x'
     from made where assigned <> 'none'`,
    [PURPOSES.filter((one) => purposes.get(one)?.case === 'required'), [null, ...LEVELS], BASES],
  );
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

const reachedBy = (roles: readonly string[], purpose?: string): Promise<ReachableCase[]> =>
  database.query(
    `select ${CASE_COLUMNS}, way.id as through from ${REACHABLE} order by c.reference`,
    reachParameters({
      principal: principal(roles),
      purposes,
      barred: [],
      now: () => new Date(),
      ...(purpose === undefined ? {} : { purpose }),
    }),
  );

const all = (): Promise<{ reference: string; purpose: string; level: number | null; basis: Basis }[]> =>
  database.query('select reference, purpose, level, basis from "case" order by reference');

test.each([...ROLES.map((role) => [role]), ['mash_analyst', 'ig_auditor'], ['decision_maker', 'screening_officer']])(
  'the database answers as the policy does: %s %s',
  async (...roles) => {
    const expected = (await all()).filter(({ reference, purpose, level, basis }) => {
      const assigned = /team$|member$/.test(reference);
      return [purpose, ...REVIEWING].some((id) => mayPursue(purposes, id, { roles, level: level ?? 1, basis, assigned }).allowed);
    });
    expect((await reachedBy(roles)).map(({ reference }) => reference)).toEqual(expected.map(({ reference }) => reference));
  },
);

test('a case is reached for the purpose asked, or its own before one that looks back', async () => {
  const through = async (roles: readonly string[], purpose?: string) => [
    ...new Set((await reachedBy(roles, purpose)).map((row) => row.through)),
  ];
  expect(await through(['decision_maker'], 'DECISION_REVIEW')).toEqual(['DECISION_REVIEW']);
  expect(await through(['mash_analyst'], 'AUDIT')).toEqual([]);
  const own = (await reachedBy(['decision_maker'])).filter(({ purpose }) => purpose === 'SECTION_47');
  expect(new Set(own.filter(({ basis, level }) => basis === 'PUBLIC_TASK' && level === 4).map((row) => row.through))).toEqual(
    new Set(['SECTION_47']),
  );
});

test('a second role does not travel into a purpose that is not its own', async () => {
  const reach = { principal: principal(['ig_auditor', 'mash_analyst']), purposes, purpose: 'AUDIT' };
  const [row] = await reachedBy(['ig_auditor', 'mash_analyst'], 'AUDIT');
  expect(claimsOf(row as ReachableCase, reach).roles).toEqual(['ig_auditor']);
});

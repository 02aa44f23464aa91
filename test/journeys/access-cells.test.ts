import { join } from 'node:path';
import { decide } from '../../common/access/decide';
import { loadAgreements } from '../../common/access/load-agreements';
import { mayPursue } from '../../common/access/purposes';
import type { Protection, Relation } from '../../common/access/subject';
import { AGENCIES, HUB } from '../../subgraphs/registry';
import { viewOf } from '../../tools/access-proof/cells';
import { Journey, type Json } from '../support/journey';
import { print } from '../support/print';
import { entryOf } from './support/agreement-lines';
import { fieldsSeen, keyOf } from './support/answer-walk';
import { type KindOfCase, openEveryKind, PURPOSES_FILE, waysThrough } from './support/cases-of-every-kind';
import { fillEveryTable } from './support/fill-tables';
import { everythingOf } from './support/open-schema';
import { type Asker, type EntityPerson, StraightEntities } from './support/straight-entities';

/** One answer per cell, three ways: `decide`, the gateway over HTTP, and `_entities` straight at the subgraph. */

const SUBGRAPHS = [{ name: HUB.name, field: '' }, ...AGENCIES];
const PERSONAS: readonly (Asker & { readonly name: string })[] = [
  persona('screening-officer', 'MASH'),
  persona('mash-analyst', 'MASH'),
  persona('decision-maker', 'MASH'),
  persona('early-help-worker', 'MASH'),
  persona('ig-auditor', 'MASH'),
  persona('police-researcher', 'POLICE'),
  persona('health-navigator', 'HEALTH'),
  persona('education-lead', 'EDUCATION'),
  persona('social-care-lead', 'SOCIAL_CARE'),
];
const agreements = loadAgreements(join(__dirname, '../../policy/agreements'), [
  HUB.name.toUpperCase(),
  ...AGENCIES.map(({ agency }) => agency),
]);

const PEOPLE_FIELDS = ['household', 'relationships'];
const AGENCY_FIELDS = AGENCIES.map(({ field }) => field);
const TIES = `household { ${everythingOf('HouseholdMember')} } relationships { ${everythingOf('Relationship')} }`;
const OWN = {
  Child: `id ${everythingOf('Child', [...PEOPLE_FIELDS, ...AGENCY_FIELDS])} ${TIES}`,
  Adult: `id ${everythingOf('Adult', [...PEOPLE_FIELDS, ...AGENCY_FIELDS])} ${TIES}`,
};
/** What the agencies hold, in operations that stay within the gateway's limits. */
const OF_AGENCIES = [AGENCIES.slice(0, 2), AGENCIES.slice(2, 3), AGENCIES.slice(3)].map((agencies) => {
  const records = agencies.map(({ field, recordType }) => `${field} { ${everythingOf(recordType)} }`).join(' ');
  return { Child: `id ${records}`, Adult: `id ${records}` };
});
type Selection = typeof OWN;

const asked = ({ Child, Adult }: Selection) => `query Cells($id: ID!, $purpose: Purpose!, $caseId: ID) {
  child(id: $id, purpose: $purpose, caseId: $caseId) {
    ...OnChild household { person { __typename ...OnChild ...OnAdult } }
  }
}
fragment OnChild on Child { ${Child} }
fragment OnAdult on Adult { ${Adult} }`;

function persona(name: string, agency: string): Asker & { name: string } {
  return { name, sub: '', agency, roles: [name.replaceAll('-', '_')] };
}

let journey: Journey;
let straight: StraightEntities;
let cases: readonly KindOfCase[];
let issuer: string;
let people: readonly EntityPerson[];

beforeAll(async () => {
  journey = await Journey.start();
  straight = await StraightEntities.of(journey);
  const { childId } = journey.demonstration;
  cases = await openEveryKind(journey, childId);
  const family = await journey
    .as('mash-analyst')
    .query(
      'query Family($id: ID!, $caseId: ID) { child(id: $id, purpose: SCREENING, caseId: $caseId) { household { relation person { __typename ... on Child { id } ... on Adult { id } } } } }',
      { id: childId, caseId: cases.find(({ purpose }) => purpose === 'SCREENING')?.id },
    );
  const members = family.data.child.household as { relation: Relation; person: { __typename: 'Child' | 'Adult'; id: string } }[];
  const each = (relation: Relation) => members.filter((member) => member.relation === relation).slice(0, 1);
  const chosen = [
    { relation: 'SUBJECT' as Relation, person: { __typename: 'Child' as const, id: childId } },
    ...each('HOUSEHOLD_CHILD'),
    ...each('HOUSEHOLD_ADULT'),
  ];
  expect(chosen.map(({ relation }) => relation)).toEqual(['SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT']);
  const ids = await fillEveryTable(
    journey,
    chosen.map(({ person }) => person.id),
  );
  people = chosen.map(({ relation, person }) => ({
    ...{ type: person.__typename, id: person.id, about: { relation, protect: [] } },
    ids: ids.get(person.id) ?? {},
  }));
  issuer = await journey.inDatabase(
    'mash',
    async (client) => (await client.query('select distinct issuer from member')).rows[0].issuer,
  );
}, 300_000);
afterAll(() => journey?.stop(), 30_000);

/** What one way of asking said of each field that it reached: shown (or empty), or withheld. */
type Said = Map<string, boolean>;

const cellKey = (person: EntityPerson, field: string): string => `${person.about.relation} ${field}`;

/** Notes every field below one person of an answer. @param at where the person stands in the answer. */
function note(said: Said, person: EntityPerson, selection: string, data: Json, refused: ReadonlySet<string>, at: string): void {
  const operation = `{ child { household { person { __typename ... on ${person.type} { ${selection} } } } } }`;
  const prefix = 'child.household.0.person';
  for (const seen of fieldsSeen(operation, { child: { household: [{ person: { ...data, __typename: person.type } }] } })) {
    const path = keyOf(seen.path);
    if (seen.person === undefined || entryOf(seen.field) === undefined || !path.startsWith(`${prefix}.`)) continue;
    said.set(cellKey(person, seen.field), !refused.has(`${at}${path.slice(prefix.length)}`));
  }
}

async function throughTheGateway(name: string, through: { caseId: string; purpose: string }): Promise<Said | undefined> {
  const said: Said = new Map();
  for (const fields of [OWN, ...OF_AGENCIES]) {
    const answer = await journey.as(name).query(asked(fields), { id: people[0]?.id, ...through });
    const { data, errors, withheld, text } = answer;
    if (errors.length > 0 || data === undefined) throw new Error(`Not answered: ${text.slice(0, 500)}`);
    if (data.child === null) return undefined;
    const refused = new Set(withheld.map(({ path }) => keyOf(path)));
    for (const person of people) {
      const index = ((data.child.household ?? []) as Json[]).findIndex((member) => member.person.id === person.id);
      const isSubject = person.about.relation === 'SUBJECT';
      if (!isSubject && index < 0) continue;
      const value = isSubject ? data.child : data.child.household[index].person;
      note(said, person, fields[person.type], value, refused, isSubject ? 'child' : `child.household.${index}.person`);
    }
  }
  return said;
}

async function straightAtTheSubgraphs(asker: Asker, through: KindOfCase & { caseId: string }): Promise<Said> {
  const said: Said = new Map();
  const { purpose, caseId, level, basis } = through;
  for (const subgraph of SUBGRAPHS) {
    const record = AGENCIES.find(({ name }) => name === subgraph.name);
    const ofType = (type: 'Child' | 'Adult') =>
      record ? `id ${record.field} { ${everythingOf(record.recordType)} }` : OWN[type];
    const selection = { Child: ofType('Child'), Adult: ofType('Adult') };
    const { data, errors } = await straight.ask(subgraph, asker, { purpose, caseId, level, basis }, people, selection);
    const wrong = errors.filter(({ extensions }) => extensions?.code !== 'WITHHELD');
    if (wrong.length > 0) throw new Error(`${subgraph.name}: ${JSON.stringify(wrong).slice(0, 500)}`);
    const refused = new Set<string>(errors.map(({ path }) => keyOf(path)));
    for (const [index, person] of people.entries()) {
      note(said, person, selection[person.type], data._entities[index], refused, `_entities.${index}`);
    }
  }
  return said;
}

/** What `decide` says of the same cells. */
function decided(roles: readonly string[], way: Omit<KindOfCase, 'id'>, { about }: EntityPerson, field: string): boolean {
  const entry = entryOf(field);
  const agreement = agreements.get(entry?.agency ?? '');
  if (entry === undefined || agreement === undefined) throw new Error(`${field} stands in no agreement`);
  const { relation, protect } = about;
  const { purpose, level, basis } = way;
  const subject = { ...viewOf({ role: '', purpose, level, basis, relation, protect }), roles: [...roles] };
  return decide(subject, agreement, entry.category, new Date()).state === 'CONTENT';
}

const counted = new Set<string>();
const byGateway = new Set<string>();

async function checkWay(asker: Asker & { name: string }, way: Omit<KindOfCase, 'id'> & { caseId: string }): Promise<string[]> {
  const { purpose, level, basis } = way;
  const [overHttp, direct] = [
    await throughTheGateway(asker.name, way),
    await straightAtTheSubgraphs({ ...asker, sub: `${issuer}|${asker.name}` }, { id: way.caseId, ...way }),
  ];
  const said = `${asker.name} ${purpose} level ${level} ${basis}`;
  if (overHttp === undefined) return [`${said}: the gateway shows no child`];
  const wrong: string[] = [];
  for (const person of people) {
    for (const [key, shown] of direct) {
      if (!key.startsWith(`${person.about.relation} `)) continue;
      const field = key.slice(person.about.relation.length + 1);
      const expected = decided(asker.roles, way, person, field);
      const http = overHttp.get(key);
      if (shown !== expected) wrong.push(`${said} ${key}: decide ${expected}, the subgraph ${shown}`);
      if (http !== undefined && http !== expected) wrong.push(`${said} ${key}: decide ${expected}, the gateway ${http}`);
      const cell = `${said} ${person.about.protect.join('+')} ${key}`;
      counted.add(cell);
      if (http !== undefined) byGateway.add(cell);
    }
    for (const key of overHttp.keys()) {
      if (!direct.has(key)) wrong.push(`${said} ${key}: the gateway shows a place that the subgraph does not`);
    }
  }
  return wrong;
}

describe.each(PERSONAS)('$name', (asker) => {
  test('is shown in every case exactly what decide says, by the gateway and by each subgraph', async () => {
    const wrong: string[] = [];
    for (const way of waysThrough(cases, asker.roles[0] ?? '')) wrong.push(...(await checkWay(asker, way)));
    expect(wrong).toEqual([]);
  }, 600_000);
});

test('a purpose that a role may not pursue opens nothing', async () => {
  const open: string[] = [];
  for (const { name, roles } of PERSONAS) {
    for (const { id, purpose, level, basis } of cases) {
      const may = mayPursue(PURPOSES_FILE, purpose, { roles, level, basis, assigned: true }).allowed;
      if (may || level !== 4) continue;
      const { data } = await journey
        .as(name)

        .query(asked({ Child: 'id', Adult: 'id' }), { id: people[0]?.id, purpose, caseId: id });
      if (data?.child) open.push(`${name} ${purpose}`);
    }
  }
  expect(open).toEqual([]);
}, 300_000);

describe.each<[string, Protection[]]>([
  ['whereabouts', ['LOCATION']],
  ['identity', ['IDENTITY']],
  ['whereabouts and identity', ['LOCATION', 'IDENTITY']],
])('while the %s of the family must be protected', (_what, protect) => {
  beforeAll(async () => {
    await journey.inDatabase('mash', (client) =>
      client.query('update agency_person set protect_location = $2, protect_identity = $3 where hub = any($1::uuid[])', [
        people.map(({ id }) => id),
        protect.includes('LOCATION'),
        protect.includes('IDENTITY'),
      ]),
    );
    people = people.map((person) => ({ ...person, about: { ...person.about, protect } }));
  });

  test('everybody is shown exactly what decide says, in a case of each purpose', async () => {
    const wrong: string[] = [];
    for (const asker of PERSONAS) {
      const ways = waysThrough(cases, asker.roles[0] ?? '');
      const first = ways.filter(
        (way) =>
          ways.find(({ purpose }) => purpose === way.purpose) === way ||
          (way.purpose === 'SECTION_47' && way.basis === 'VITAL_INTERESTS'),
      );
      for (const way of first) wrong.push(...(await checkWay(asker, way)));
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});

test('at least 20,000 cells were compared three ways', () => {
  print(
    `access cells: ${counted.size} by decide and _entities, ${byGateway.size} of them through the gateway too; 0 disagreements`,
  );
  expect(byGateway.size).toBeGreaterThanOrEqual(20_000);
});

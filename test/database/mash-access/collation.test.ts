import { collate } from './support/federation';
import { type Json, openCase, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let ada = '';
let strong = '';
let early = '';

beforeAll(async () => {
  hub = await startTestHub();
  ada = hub.people.ada as string;
  strong = await openCase(hub, { subjects: [ada] });
  early = await openCase(hub, { subjects: [ada], purpose: 'EARLY_HELP', basis: 'CONSENT', level: 2 });
});
afterAll(() => hub.close());

const COLLATED = `fragment Collated on Child {
  names { family } police { level relation } sources { agency state } chronology { totalCount edges { node { agency } } gaps { agency state } } }`;

test('two aliases of one child under two cases each get exactly their own answer, also in sources and chronology', async () => {
  const query = `${COLLATED} query ($id: ID!, $strong: ID!, $early: ID!) {
    atFour: child(id: $id, purpose: SECTION_47, caseId: $strong) { ...Collated }
    atTwo: child(id: $id, purpose: EARLY_HELP, caseId: $early) { ...Collated } }`;
  const { data, errors } = await collate(await hub.signIn('mash-analyst'), query, { id: ada, strong, early });
  expect(errors).toBeUndefined();
  const states = (child: Json) => child.sources.map(({ state }: Json) => state);
  expect([data.atFour.police.level, data.atTwo.police.level]).toEqual([4, 2]);
  expect(states(data.atFour)).toEqual(['RECORDS_FOUND', 'RECORDS_FOUND', 'RECORDS_FOUND', 'UNAVAILABLE']);
  expect(states(data.atTwo)).toEqual(['NOTHING_SHAREABLE', 'NOTHING_SHAREABLE', 'NOTHING_SHAREABLE', 'UNAVAILABLE']);
  expect(data.atFour.chronology).toMatchObject({ totalCount: 3, gaps: [{ agency: 'SOCIAL_CARE', state: 'UNAVAILABLE' }] });
  expect(data.atTwo.chronology).toMatchObject({ totalCount: 0, edges: [] });
  expect(data.atTwo.chronology.gaps).toHaveLength(4);
});

test('household members are collated too, each with the relation they have to the case', async () => {
  const query = `query ($id: ID!, $c: ID!) { child(id: $id, purpose: SECTION_47, caseId: $c) { household { person {
    ... on Child { police { relation } sources { state } } ... on Adult { police { relation level } sources { state } } } } } }`;
  const { data, errors } = await collate(await hub.signIn('mash-analyst'), query, { id: ada, c: strong });
  expect(errors).toBeUndefined();
  const relations = data.child.household.map(({ person }: Json) => person.police.relation);
  expect(relations.sort()).toEqual(['HOUSEHOLD_ADULT', 'HOUSEHOLD_CHILD']);
  for (const { person } of data.child.household) expect(person.sources[0].state).toBe('RECORDS_FOUND');
});

test('the people of a list of cases are each seen through their own case', async () => {
  const query = '{ cases(orderBy: OLDEST_FIRST) { edges { node { level subjects { police { level } sources { state } } } } } }';
  const { data, errors } = await collate(await hub.signIn('mash-analyst'), query, {});
  expect(errors).toBeUndefined();
  const levels = data.cases.edges.map(({ node }: Json) => [node.level, node.subjects[0].police.level]);
  expect(levels).toEqual([
    [4, 4],
    [2, 2],
  ]);
});

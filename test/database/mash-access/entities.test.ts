import { AGENCIES } from '../../../subgraphs/registry';
import { type Json, openCase, type Session, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let [ada, ben, mother, father]: string[] = [];
let strong = '';
let early = '';

beforeAll(async () => {
  hub = await startTestHub();
  ({ ada, ben, mother, father } = hub.people as Record<string, string>);
  strong = await openCase(hub, { subjects: [ada as string] });
  early = await openCase(hub, {
    subjects: [ada as string],
    purpose: 'EARLY_HELP',
    basis: 'CONSENT',
    level: 2,
    team: 'early-help',
  });
});
afterAll(() => hub.close());

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString('utf8'));
const TWO = `query ($id: ID!, $strong: ID!, $early: ID!) {
  one: child(id: $id, purpose: SECTION_47, caseId: $strong) { id view grants { police } }
  two: child(id: $id, purpose: EARLY_HELP, caseId: $early) { id view grants { police } }
}`;
const ENTITIES = `query ($people: [_Any!]!) {
  _entities(representations: $people) { __typename ... on Child { id sources { agency state } } ... on Adult { id } }
}`;

const analystWithTwo = async (): Promise<[Session, Json]> => {
  const analyst = await hub.signIn('mash-analyst');
  return [analyst, (await analyst.query(TWO, { id: ada, strong, early })).data];
};

describe('one child under two cases in one request', () => {
  test('has two views and two grants, each of its own case', async () => {
    const [, { one, two }] = await analystWithTwo();
    expect(claimsOf(one.view)).toMatchObject({ purpose: 'SECTION_47', level: 4, caseId: strong, basis: 'PUBLIC_TASK' });
    expect(claimsOf(two.view)).toMatchObject({ purpose: 'EARLY_HELP', level: 2, caseId: early, basis: 'CONSENT' });
    expect(claimsOf(one.grants.police)).toMatchObject({ level: 4, aud: 'police', ids: [], doubtful: false, person: ada });
    expect(claimsOf(two.grants.police)).toMatchObject({ level: 2, aud: 'police' });
  });

  test('comes back by each view with what the agencies answered under it', async () => {
    const [analyst, { one, two }] = await analystWithTwo();
    const header = (state: string) => ({ sourceHeader: { state, asAt: null, lastPublishedAt: null } });
    const people = [
      { __typename: 'Child', id: ada, view: one.view, police: header('RECORDS_FOUND') },
      { __typename: 'Child', id: ada, view: two.view, police: header('NOTHING_SHAREABLE') },
    ];
    const answer = await analyst.query(ENTITIES, { people });
    expect(answer.errors).toBeUndefined();
    const states = answer.data._entities.map(({ sources }: Json) => sources.map(({ state }: Json) => state));
    expect(states).toEqual([
      ['RECORDS_FOUND', 'UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE'],
      ['NOTHING_SHAREABLE', 'UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE'],
    ]);
    expect(answer.extensions.disclosures.map(({ caseId }: Json) => caseId).sort()).toEqual([strong, early].sort());
  });

  test('signs only the grants that are asked for', async () => {
    const [, { one }] = await analystWithTwo();
    expect(Object.keys(one.grants)).toEqual(['police']);
    const all = `{ child(id: "${ada}", purpose: SECTION_47, caseId: "${strong}") { grants { ${AGENCIES.map(({ field }) => field).join(' ')} } } }`;
    const { data } = await (await hub.signIn('mash-analyst')).query(all);
    const audiences = AGENCIES.map(({ field }) => claimsOf(data.child.grants[field]).aud);
    expect(audiences).toEqual(AGENCIES.map(({ name }) => name));
    expect(claimsOf(data.child.grants.socialCare).ids).toEqual(['ada']);
  });
});

describe('a reference opens nothing', () => {
  const askWith = async (session: Session, representation: object) =>
    (await session.query(ENTITIES, { people: [{ __typename: 'Child', id: ada, ...representation }] })).data._entities[0];

  test('without a view, with an altered one, or with one of another person', async () => {
    const [analyst, { one }] = await analystWithTwo();
    const [head, body, signature] = one.view.split('.');
    const raised = Buffer.from(JSON.stringify({ ...claimsOf(one.view), purpose: 'DECISION_REVIEW' })).toString('base64url');
    expect(await askWith(analyst, { view: one.view })).toMatchObject({ id: ada });
    expect(await askWith(analyst, {})).toBeNull();
    expect(await askWith(analyst, { view: 7 })).toBeNull();
    expect(await askWith(analyst, { view: `${head}.${raised}.${signature}` })).toBeNull();
    expect(await askWith(analyst, { view: `${head}.${body}.` })).toBeNull();
    expect(await askWith(analyst, { view: one.view, id: ben })).toBeNull();
    expect(await askWith(analyst, { view: one.grants.police })).toBeNull();
  });

  test('to another user, or in another request of the same user', async () => {
    const [, { one }] = await analystWithTwo();
    expect(await askWith(await hub.signIn('decision-maker'), { view: one.view })).toBeNull();
    expect(await askWith(await hub.signIn('mash-analyst'), { view: one.view })).toBeNull();
  });
});

describe('the household', () => {
  const HOUSEHOLD = `fragment Home on HouseholdMember { relation person {
    ... on Child { id view household { person { ... on Child { id view } ... on Adult { id } } } relationships { type person { ... on Child { id } ... on Adult { id } } } }
    ... on Adult { id view relationships { type person { ... on Child { id } } } }
  } }`;

  test('is reached inside the same case, each with their relation, and leads no further than the case reaches', async () => {
    const analyst = await hub.signIn('mash-analyst');
    const { data, errors } = await analyst.query(
      `${HOUSEHOLD} query ($id: ID!, $c: ID!) { child(id: $id, purpose: SECTION_47, caseId: $c) { household { ...Home } } }`,
      { id: ada, c: strong },
    );
    expect(errors).toBeUndefined();
    const reached = new Map<string, Json>(data.child.household.map(({ person }: Json) => [person.id, person]));
    expect([...reached.keys()].sort()).toEqual([ben, mother].sort());
    expect(claimsOf(reached.get(ben as string).view)).toMatchObject({ relation: 'HOUSEHOLD_CHILD', caseId: strong, level: 4 });
    expect(claimsOf(reached.get(mother as string).view)).toMatchObject({ relation: 'HOUSEHOLD_ADULT', caseId: strong });
    // Walked back to, the subject has the relation it has, not that of the way.
    const back = reached.get(ben as string).household.map(({ person }: Json) => person);
    expect(claimsOf(back.find(({ id }: Json) => id === ada).view)).toMatchObject({ relation: 'SUBJECT' });
    const parents = reached.get(ben as string).relationships.filter(({ type }: Json) => type === 'PARENT');
    expect(parents.map(({ person }: Json) => person?.id ?? null).sort()).toEqual([mother, null].sort());
    expect(JSON.stringify(data)).not.toContain(father);
  });
});

describe('what each role reads of a child', () => {
  const FIELDS = `query ($id: ID!, $purpose: Purpose!, $c: ID) { child(id: $id, purpose: $purpose, caseId: $c) {
    names { family } dateOfBirth household { relation } relationships { type } sources { state } } }`;
  const readBy = async (persona: string, purpose: string, c: string) => {
    const { data, errors = [] } = await (await hub.signIn(persona)).query(FIELDS, { id: ada, purpose, c });
    const shown = Object.entries(data.child).filter(([, value]) => value !== null);
    return {
      shown: shown.map(([field]) => field),
      withheld: errors.map(({ extensions }: Json) => `${extensions.code} ${extensions.rule}`),
    };
  };

  test('the analyst everything of the hub', async () => {
    expect(await readBy('mash-analyst', 'SECTION_47', strong)).toEqual({
      shown: ['names', 'dateOfBirth', 'household', 'relationships', 'sources'],
      withheld: [],
    });
  });

  test('the early help worker, at level 2, what the hub knows of the subject', async () => {
    expect((await readBy('early-help-worker', 'EARLY_HELP', early)).shown).toEqual([
      'names',
      'dateOfBirth',
      'household',
      'relationships',
      'sources',
    ]);
  });

  test('the auditor nothing but that there is a person', async () => {
    const { shown, withheld } = await readBy('ig-auditor', 'AUDIT', strong);
    expect(shown).toEqual([]);
    expect(withheld.sort()).toEqual(
      ['demographics', 'household', 'names', 'relationships', 'sources'].map((category) => `WITHHELD mash/${category}/no-line`),
    );
  });
});

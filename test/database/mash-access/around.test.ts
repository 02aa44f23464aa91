import { openCase, type Session, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let analyst: Session;
let caseId: string;

beforeAll(async () => {
  hub = await startTestHub(['SOCIAL_CARE']);
  caseId = await openCase(hub, { subjects: [hub.people.ada as string] });
  analyst = await hub.signIn('mash-analyst');
});
afterAll(() => hub.close());

const ask = async (selection: string, session = analyst) => {
  const { data, errors } = await session.query(
    `query ($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { ${selection} } }`,
    { id: hub.people.ada, caseId },
  );
  return { child: data?.child, codes: (errors ?? []).map(({ extensions }: { extensions: { code: string } }) => extensions.code) };
};

const NAMED = '... on Child { id } ... on Adult { id }';

test('adults of the household with the other children they have to do with, who are named only inside the case', async () => {
  const { child } = await ask(`household { person { ${NAMED} } otherChildren { type person { ${NAMED} } sources } }`);
  const mother = child.household.find(({ person }: { person: { id: string } }) => person.id === hub.people.mother);
  expect(mother.otherChildren).toEqual([{ type: 'CHILD', person: { id: hub.people.ben }, sources: ['SOCIAL_CARE'] }]);
  const brother = child.household.find(({ person }: { person: { id: string } }) => person.id === hub.people.ben);
  expect(brother.otherChildren).toBeNull();
});

test('addresses with their dates, and the other children at them', async () => {
  const { child } = await ask(`addresses { address { lines postcode } from isCurrent disputed sources }
    otherChildrenAtAddress { child { ${NAMED} } together sources }`);
  expect(child.addresses).toEqual([
    {
      address: { lines: ['1 First Street'], postcode: 'BB1 1AA' },
      ...{ from: '2020-01-01', isCurrent: true, disputed: false, sources: ['SOCIAL_CARE'] },
    },
  ]);
  expect(child.otherChildrenAtAddress).toEqual([{ child: { id: hub.people.ben }, together: true, sources: ['SOCIAL_CARE'] }]);
});

test('cases of brothers and sisters, of those that are the reader’s own; the one looked through is not among them', async () => {
  const of = async (session: Session) =>
    (await ask(`siblingCases { reference status sibling { ${NAMED} } }`, session)).child?.siblingCases;
  expect(await of(analyst)).toEqual([]);
  await openCase(hub, { subjects: [hub.people.ben as string, hub.people.ada as string] });
  const [found, ...more] = await of(await hub.signIn('mash-analyst'));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ status: 'OPEN', sibling: { id: hub.people.ben } });
});

test('where somebody is hidden, nothing tells where', async () => {
  await hub.database.query("update agency_person set protect_location = true where person = 'ben'");
  const brother = await ask('addresses { address { lines } } otherChildrenAtAddress { from }', await hub.signIn('mash-analyst'));
  expect(brother.child).toEqual({ addresses: null, otherChildrenAtAddress: null });
  await hub.database.query("update agency_person set protect_location = true where person = 'ada'");
  const own = await ask('addresses { from } otherChildrenAtAddress { from }', await hub.signIn('mash-analyst'));
  expect(own.child).toEqual({ addresses: null, otherChildrenAtAddress: null });
  expect(own.codes).toEqual(['WITHHELD', 'WITHHELD']);
});

import 'reflect-metadata';
import { subjectOf } from '../../../common/access/bound';
import type { View } from '../../../common/access/subject';
import { Adult, Child } from '../../../subgraphs/mash/child/person.types';
import type { HubContext } from '../../../subgraphs/mash/context';
import { ChildIdentityResolver } from '../../../subgraphs/mash/identity/person-identity.resolver';
import { HouseholdResolver } from '../../../subgraphs/mash/network/household.resolver';
import { type Hub, hubIdOf, openHub } from './support/hub';
import { HOME, identity, NHS, person, tie } from './support/people';
import { searchContext } from './support/search-context';

let hub: Hub;
let child: Child;
let context: HubContext;
const reachable = new Set<string>();

beforeAll(async () => {
  hub = await openHub('person_fields');
  const amy = identity('Amy', 'Ash', { nhsNumber: NHS[0], sex: 'F', addresses: [HOME] });
  const mia = identity('Mia', 'Ash', { lifeStage: 'ADULT', dateOfBirth: '1985-01-01', addresses: [HOME] });
  const fred = identity('Fred', 'Far', {
    lifeStage: 'ADULT',
    dateOfBirth: '1980-01-01',
    addresses: [{ lines: ['5 Hill Road'], postcode: 'BB1 1AA' }],
  });
  await hub.tell(
    'health',
    person('h1', amy),
    person('h2', mia),
    person('h3', fred),
    tie('h2', 'PARENT', 'h1'),
    tie('h3', 'PARENT', 'h1'),
  );
  await hub.tell('police', person('p1', amy));
  const view: View = {
    ...{
      kind: 'view',
      sub: 'issuer|sam',
      agency: 'MASH',
      roles: ['screening_officer'],
      purpose: 'SCREENING',
      caseId: 'c1',
      level: 1,
    },
    ...{ basis: 'PUBLIC_TASK', relation: 'SUBJECT', protect: [], person: await hubIdOf(hub.db, 'health', 'h1'), rid: 'r1' },
  };
  child = new Child(view);
  reachable.add(await hubIdOf(hub.db, 'health', 'h2'));
  // As the views of a case that reaches the household and nobody else.
  const within = async (from: View, people: readonly string[]) =>
    new Map(
      people.filter((id) => reachable.has(id)).map((id) => [id, new Adult({ ...from, person: id, relation: 'HOUSEHOLD_ADULT' })]),
    );
  context = { ...searchContext(hub.db), views: { within } as never };
});
afterAll(() => hub.close());

test('names say who gives them only of agencies that the viewer may know to know the child', async () => {
  expect(await new ChildIdentityResolver().names(child, context)).toEqual([
    { use: 'USUAL', given: ['Amy'], family: 'Ash', sources: ['HEALTH'] },
  ]);
});

test('who a person is comes from what the agencies say', async () => {
  const resolver = new ChildIdentityResolver();
  expect(await resolver.dateOfBirth(child, context)).toBe('2015-05-05');
  expect(await resolver.nhsNumber(child, context)).toBe(NHS[0]);
  expect(await resolver.sex(child, context)).toBe('F');
  expect(await resolver.lifeStage(child, context)).toBe('CHILD');
  expect(await resolver.expectedDate(child, context)).toBeUndefined();
  expect(resolver.protections(child)).toEqual([]);
});

test('a household is shown with what decides about it, address included', async () => {
  const [member, ...others] = await new HouseholdResolver().household(child, context);
  expect(others).toEqual([]);
  expect(member).toMatchObject({
    relationship: 'PARENT',
    relation: 'HOUSEHOLD_ADULT',
    sources: ['HEALTH'],
    address: { lines: HOME.lines, postcode: 'BB1 7AA' },
  });
  expect(subjectOf(member)).toBe(child.subject);
  expect(subjectOf(member?.address)).toBe(child.subject);
});

test('a relative whom the case does not reach is told of, without saying who it is', async () => {
  const relationships = await new HouseholdResolver().relationships(child, context);
  expect(relationships.map(({ type, person: other }) => [type, other === null ? null : other.id])).toEqual(
    expect.arrayContaining([
      ['PARENT', null],
      ['PARENT', [...reachable][0]],
    ]),
  );
});

test('nobody is in the household whom the case does not reach', async () => {
  reachable.clear();
  expect(await new HouseholdResolver().household(child, context)).toEqual([]);
});

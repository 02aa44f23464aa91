import { findCircles } from '../../../subgraphs/mash/cases/case-relation';
import type { HubPerson } from '../../../subgraphs/mash/identity/people';
import type { HouseholdMember } from '../../../subgraphs/mash/network/household';
import { openCase, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let caseId = '';

beforeAll(async () => {
  hub = await startTestHub();
  caseId = await openCase(hub, { subjects: [hub.people.ada as string] });
});
afterAll(() => hub.close());

const person = (id: string, protect: HubPerson['protect'] = []): HubPerson => ({
  id,
  lifeStage: 'CHILD',
  names: [],
  disagreements: [],
  protect,
});
const member = (id: string): HouseholdMember => ({
  person: id,
  relation: 'HOUSEHOLD_CHILD',
  relationship: null,
  since: null,
  address: null,
  sources: [],
  disputed: false,
});

async function circle(people: readonly HubPerson[], household: readonly string[], hides = false) {
  const known = new Map(people.map((one) => [one.id, one]));
  const loaders = {
    people: { load: async (id: string) => known.get(id) },
    homes: { load: async () => ({ members: household.map(member), hides }) },
  } as unknown as Parameters<typeof findCircles>[2];
  return (await findCircles([caseId], hub.database, loaders)).get(caseId);
}

describe('where a hidden person lives cannot be learned through the others who live there', () => {
  const ada = () => hub.people.ada as string;

  test('a brother of a hidden subject is as hidden as the subject', async () => {
    const found = await circle([person(ada(), ['LOCATION']), person('brother')], ['brother']);
    expect(found?.get('brother')).toEqual({ relation: 'HOUSEHOLD_CHILD', protect: ['LOCATION'] });
  });

  test('a subject who lives with somebody hidden is hidden too, and so is everybody else there', async () => {
    const found = await circle([person(ada()), person('mother', ['LOCATION']), person('brother')], ['mother', 'brother']);
    expect([...(found?.values() ?? [])].map(({ protect }) => protect)).toEqual([['LOCATION'], ['LOCATION'], ['LOCATION']]);
  });

  test('a subject with whom somebody hides is hidden too, though the one who hides stands in no household', async () => {
    const found = await circle([person(ada()), person('brother')], ['brother'], true);
    expect([...(found?.values() ?? [])].map(({ protect }) => protect)).toEqual([['LOCATION'], ['LOCATION']]);
  });

  test('who somebody is stays their own matter', async () => {
    const found = await circle([person(ada(), ['IDENTITY']), person('brother')], ['brother']);
    expect(found?.get('brother')?.protect).toEqual([]);
  });

  test('nobody is hidden where nobody hides', async () => {
    const found = await circle([person(ada()), person('brother')], ['brother']);
    expect(found?.get('brother')?.protect).toEqual([]);
  });
});

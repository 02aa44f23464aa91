import { graphql, type GraphQLSchema } from 'graphql';
import type { Agreement } from '../../../common/access/agreement';
import type { HubContext } from '../../../subgraphs/mash/context';
import { buildHubSchema } from '../../../subgraphs/mash/schema';
import { ALL_ANSWER, type Families, signal, startFamilies } from './support';

const QUERY = `query ($references: [_Any!]!) {
  _entities(representations: $references) {
    ... on Child {
      id
      threshold {
        level couldReach complete modelVersion digest asAt notice
        rules { id state level wording evidence { indicator label agency observedOn recordedOn confidence disputed relation source dataAge } }
        missing { agency reason since indicators }
        strengths { indicator }
        coverage { indicators derived notDerived }
      }
    }
  }
}`;

let families: Families;
let schema: GraphQLSchema;
beforeAll(async () => {
  families = await startFamilies(1);
  await families.tell('police', { type: 'signals', person: 'child-0', signals: [signal('missing_first', 'missing_episodes')] });
  schema = await buildHubSchema(families.setup.agreements.get('MASH') as Agreement);
});
afterAll(() => families.close());

/** Re-enters the child as the gateway does, with what the agencies answered. */
async function ask(contextValue: HubContext, answers: object, level = 4) {
  const child = await families.child('child-0', contextValue, {}, level);
  const reference = { __typename: 'Child', id: child.id, view: await contextValue.views.token(child), ...answers };
  const { data, errors } = await graphql({ schema, source: QUERY, contextValue, variableValues: { references: [reference] } });
  const [found] = (data?._entities ?? []) as {
    threshold: { level: number; couldReach: number; missing: { agency: string; reason: string }[] } | null;
  }[];
  return { threshold: found?.threshold, codes: errors?.map(({ extensions }) => extensions.code) };
}

test('the gateway gets the whole assessment for the answers it brings', async () => {
  const { threshold, codes } = await ask(families.context(), ALL_ANSWER);
  expect(codes).toBeUndefined();
  expect(threshold).toMatchObject({ level: 2, couldReach: 2, complete: true, modelVersion: 'continuum-of-need 2', missing: [] });
});

test('an explicit null for an agency that is down keeps the level and widens what it could be', async () => {
  const { threshold, codes } = await ask(families.context(), { ...ALL_ANSWER, health: null });
  expect(codes).toBeUndefined();
  expect(threshold).toMatchObject({ level: 2, couldReach: 4, complete: false });
  expect(threshold?.missing[0]).toMatchObject({ agency: 'HEALTH', reason: 'UNAVAILABLE' });
});

test.each(['education_lead', 'early_help_worker', 'screening_officer', 'ig_auditor', 'police_researcher'])(
  'to a %s the threshold is withheld',
  async (role) => {
    expect(await ask(families.context(role), ALL_ANSWER)).toEqual({ threshold: null, codes: ['WITHHELD'] });
  },
);

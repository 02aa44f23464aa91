import { type Answer, hub, type Json, looking, probe } from './support/attacked';

/** One decision, however the field is reached. The field: what the police say of an incident, to the lead of education. */

const VARIABLES = 'query Way($id: ID!, $purpose: Purpose!, $caseId: ID)';
const CHILD = 'child(id: $id, purpose: $purpose, caseId: $caseId)';
const WAYS: Record<string, string> = {
  plain: `${VARIABLES} { ${CHILD} { police { incidents { summary } } } }`,
  'under an alias': `${VARIABLES} { first: ${CHILD} { theirs: police { hidden: incidents { summary } } } }`,
  'by a fragment': `${VARIABLES} { ${CHILD} { ...A } } fragment A on Child { police { ...B } } fragment B on PoliceRecord { incidents { summary } }`,
  'by an inline fragment': `${VARIABLES} { ... on Query { ${CHILD} { ... on Child { police { ... { incidents { summary } } } } } } }`,
  'twice in one operation': `${VARIABLES} { a: ${CHILD} { police { incidents { summary } } } b: ${CHILD} { police { incidents { id } } } }`,
  'through the case’s list of children':
    'query Way($caseId: ID!) { case(id: $caseId) { subjects { police { incidents { summary } } } } }',
  'through the list of cases':
    'query Way { cases(first: 50) { edges { node { id subjects { police { incidents { summary } } } } } } }',
  'through the household, on a union': `${VARIABLES} { ${CHILD} { household { person { ... on Child { police { incidents { summary } } } ... on Adult { police { incidents { summary } } } } } } }`,
  'child, sibling and back': `${VARIABLES} { ${CHILD} { household { person { ... on Child { household { person { ... on Child { id police { incidents { summary } } } } } } } } } }`,
  'through a relationship': `${VARIABLES} { ${CHILD} { relationships { person { ... on Child { police { incidents { summary } } } ... on Adult { police { incidents { summary } } } } } } }`,
};
for (const [name, text] of Object.entries(WAYS)) probe(`way-${name.replaceAll(/\W+/g, '-')}`, text);
const DERIVED = probe(
  'way-derived',
  `${VARIABLES} { ${CHILD} { sources { agency state } threshold { rules { id evidence { indicator agency } } } chronology(first: 100) { edges { node { agency category headline kind } } } } }`,
);
const MUTATION = probe(
  'way-mutation',
  'mutation Way($input: ContactInput!) { submitContact(input: $input) { id subjects { police { incidents { summary } } } } }',
);

/** Everything called `incidents` in an answer, under whatever name it was asked. */
function found(value: Json, names: readonly string[]): Json[] {
  if (Array.isArray(value)) return value.flatMap((one) => found(one, names));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (names.includes(name) ? [inner] : found(inner, names)));
}
const incidents = ({ data }: Answer): Json[] => found(data, ['incidents', 'hidden']);

describe('4. Another way to the same field', () => {
  test('there is something to be found: the analyst reads it', async () => {
    const answer = await hub()
      .as('mash-analyst')
      .query(WAYS.plain as string, looking());
    expect(incidents(answer).flat().length).toBeGreaterThan(0);
    expect(incidents(answer)[0][0].summary).toEqual(expect.any(String));
  });

  test.each(Object.entries(WAYS))('%s: withheld, by the same rule', async (_way, query) => {
    const education = hub().as('education-lead');
    const [rule] = (await education.query(WAYS.plain as string, looking())).withheld.map(
      (one) => `${one.category} ${one.rule} ${one.tell}`,
    );
    const answer = await education.query(query, looking());
    const reached = incidents(answer);
    // Nobody is reached by a way back to oneself; who is reached is refused.
    expect(reached.every((one) => one === null)).toBe(true);
    const refused = answer.withheld.filter(({ category }) => category === 'incidents');
    expect(refused).toHaveLength(reached.length);
    // Of the child itself by the very same rule; of others the way leads to, by a rule of the same custodian about the same category.
    const rules = refused.map((one) => `${one.category} ${one.rule} ${one.tell}`);
    if (!/household|relationships|cases/.test(query)) expect(new Set(rules)).toEqual(new Set([rule]));
    for (const one of refused) expect(one.rule).toMatch(/^police\/incidents\//);
    expect(answer.text).not.toContain('"summary"');
  });

  test('nothing that is computed from it, or depends on it, says more', async () => {
    const answer = await hub().as('education-lead').query(DERIVED, looking());
    const child = answer.data.child;
    expect(child.chronology.edges.filter(({ node }: Json) => node.category === 'incidents')).toEqual([]);
    const analyst = await hub().as('mash-analyst').query(DERIVED, looking());
    const told = analyst.data.child.chronology.edges.filter(({ node }: Json) => node.category === 'incidents');
    expect(told.length).toBeGreaterThan(0);
    for (const { node } of told) expect(answer.text).not.toContain(node.headline);
  });

  test('the payload of a mutation is decided like any answer', async () => {
    const input = {
      subjects: [looking().id],
      purpose: 'SCREENING',
      basis: 'PUBLIC_TASK',
      reason: 'Another way to the same field',
      team: 'front-door',
    };
    const officer = await hub().as('screening-officer').query(MUTATION, { input });
    expect(officer.errors).toEqual([]);
    expect(incidents(officer)).toEqual([null]);
    expect(officer.withheld.map(({ category }) => category)).toEqual(['incidents']);
    await hub()
      .as('mash-analyst')
      .query(
        'mutation CloseCase($caseId: ID!, $reason: String!) { closeCase(caseId: $caseId, reason: $reason) { id reference status closedAt } }',
        {
          caseId: officer.data.submitContact.id,
          reason: 'The test is over',
        },
      );
  });

  test('there are no subscriptions: nothing is pushed past a decision', async () => {
    const { status } = await hub().as('police-publisher').query('subscription { child(id: "1", purpose: SCREENING) { id } }');
    expect(status).toBe(400);
  });
});

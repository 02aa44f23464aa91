import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, graphql, type GraphQLSchema, parse } from 'graphql';
import { bind } from '../../../common/access/bound';
import { DisclosureTally } from '../../../common/access/disclosure';
import { guardSchema } from '../../../common/access/guard';
import type { Subject } from '../../../common/access/subject';
import { grant, NOW, principal, SAMPLE } from './sample';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@requires", "@external", "@inaccessible"])
  type Query { policeRecord(id: ID!): PoliceRecord }
  type Child @key(fields: "id view") { id: ID! view: ID! police: PoliceRecord }
  type PoliceRecord { persons: [PolicePerson!] incidents: [PoliceIncident!] sourceHeader: SourceHeader }
  type SourceHeader { state: String! }
  type PolicePerson { id: ID! names: [String!]! }
  type PoliceIncident { id: ID! summary: String! occurredAt: String! place: String log: String }
`;

const incident = (id: string) => ({ id, summary: `s ${id}`, occurredAt: '2026-01-01', place: `p ${id}`, log: `l ${id}` });
interface Made {
  subject?: Subject;
}
/** A child's case rides in `view` here: what matters is that each reference brings a subject of its own. */
const SUBJECTS: Record<string, Subject | undefined> = {
  level4: grant(),
  level2: grant({ level: 2, caseId: 'case-2' }),
  screening: grant({ roles: ['screening_officer'], purpose: 'SCREENING', level: 1, caseId: 'case-3' }),
  hidden: grant({ protect: ['LOCATION', 'IDENTITY'], person: 'child-2' }),
  nobody: undefined,
};
const resolvers = {
  Query: { policeRecord: (_: unknown, __: unknown, context: { principal: Subject }) => ({ subject: context.principal }) },
  Child: {
    __resolveReference: (reference: { id: string; view: string }) => reference,
    police: ({ view }: { view: string }) => ({ subject: SUBJECTS[view] }),
  },
  PoliceRecord: {
    persons: (record: Made) => [record.subject ? bind({ id: 'n1', names: ['A'] }, record.subject) : { id: 'n1', names: ['A'] }],
    incidents: async (record: Made) =>
      ['i1', 'i2'].map((id) => (record.subject ? bind(incident(id), record.subject) : incident(id))),
    sourceHeader: () => ({ state: 'RECORDS_FOUND' }),
  },
};
const schema = guardSchema(buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers: resolvers as never }]), SAMPLE);

interface Row {
  [field: string]: unknown;
}
interface Answer {
  data: {
    _entities: { police: { incidents: Row[] | null; persons?: Row[] | null; sourceHeader?: Row } }[];
    policeRecord: { incidents: Row[] } | null;
  };
  withheld: [string, unknown][];
  disclosures: DisclosureTally;
}

async function ask(query: string, who = principal(), on: GraphQLSchema = schema): Promise<Answer> {
  const disclosures = new DisclosureTally();
  const contextValue = { agreement: SAMPLE, principal: who, disclosures, now: () => NOW };
  const result: ExecutionResult = await graphql({ schema: on, source: query, contextValue });
  const withheld = (result.errors ?? []).map(({ path, extensions, message }): [string, unknown] => {
    return [path?.join('.') ?? message, extensions['code'] === 'WITHHELD' ? extensions['rule'] : message];
  });
  return { data: JSON.parse(JSON.stringify(result.data)), withheld, disclosures };
}

const child = (view: string, selection: string) =>
  `{ _entities(representations: [{ __typename: "Child", id: "c", view: "${view}" }]) { ... on Child { police { ${selection} } } } }`;
const record = (answer: Answer) => answer.data._entities[0]!.police;

describe('a guarded subgraph', () => {
  it('answers what the case allows and withholds the rest, field by field, with the rule and what staff read', async () => {
    const answer = await ask(child('level4', 'incidents { id summary place log }'));
    expect(record(answer).incidents?.[0]).toEqual({ id: 'i1', summary: 's i1', place: 'p i1', log: null });
    expect(answer.withheld).toEqual([
      ['_entities.0.police.incidents.0.log', 'police/raw/no-line'],
      ['_entities.0.police.incidents.1.log', 'police/raw/no-line'],
    ]);
  });

  it('names agency, category, rule and tell in the refusal, and nothing else', async () => {
    const contextValue = { agreement: SAMPLE, principal: principal(), disclosures: new DisclosureTally(), now: () => NOW };
    const { errors } = await graphql({ schema, source: child('level2', 'incidents { id }'), contextValue });
    expect(errors?.[0]?.extensions).toEqual({
      code: 'WITHHELD',
      agency: 'POLICE',
      category: 'incidents',
      rule: 'police/incidents/no-line',
      tell: 'Incidents are shared from level 3.',
    });
  });

  it('gives two cases in one request each its own answer, whichever is asked first', async () => {
    const both = (first: string, second: string) =>
      ask(`{ _entities(representations: [{ __typename: "Child", id: "c", view: "${first}" }, { __typename: "Child", id: "c", view: "${second}" }])
        { ... on Child { police { incidents { id place } } } } }`);
    for (const [first, second, open] of [
      ['level4', 'level2', 0],
      ['level2', 'level4', 1],
    ] as const) {
      const { data } = await both(first, second);
      expect(data._entities[open]!.police.incidents).toHaveLength(2);
      expect(data._entities[1 - open]!.police.incidents).toBeNull();
    }
  });

  it('withholds a place of a person who must not be found', async () => {
    const answer = await ask(child('hidden', 'incidents { id place } persons { names }'));
    expect(record(answer)).toEqual({
      incidents: [
        { id: 'i1', place: null },
        { id: 'i2', place: null },
      ],
      persons: null,
    });
    expect(answer.withheld.map(([, rule]) => rule)).toContain('police/persons/protect-identity');
  });

  it('gives the same answer through aliases, fragments and inline fragments', async () => {
    const answer = await ask(`
      query { _entities(representations: [{ __typename: "Child", id: "c", view: "level2" }]) { ... on Child { police { a: incidents { id } ...F ... on PoliceRecord { b: incidents { id } } } } } }
      fragment F on PoliceRecord { c: incidents { ...G } } fragment G on PoliceIncident { log }`);
    expect(record(answer)).toEqual({ a: null, b: null, c: null });
  });

  it('refuses a parent that carries no subject', async () => {
    const answer = await ask(child('nobody', 'incidents { id } persons { id }'));
    expect(record(answer)).toEqual({ incidents: null, persons: null });
    expect(answer.withheld[0]).toEqual(['_entities.0.police.incidents', 'police/incidents/no-subject']);
  });

  it('leaves the kit’s own headers alone', async () => {
    const answer = await ask(child('level2', 'sourceHeader { state }'));
    expect(record(answer).sourceHeader).toEqual({ state: 'RECORDS_FOUND' });
  });

  it('lets own staff, and nobody else, in by the root field', async () => {
    const query = '{ policeRecord(id: "1") { incidents { log } } }';
    const own = await ask(query, principal({ agency: 'POLICE', roles: ['police_researcher'] }));
    expect(own.data.policeRecord?.incidents[0]?.['log']).toBe('l i1');
    const other = await ask(query);
    expect(other.data.policeRecord).toBeNull();
    expect(other.withheld).toEqual([['policeRecord', 'police/persons/not-own-staff']]);
  });

  it('lets a fault in a resolver stay a fault, not a refusal', async () => {
    const broken = buildSubgraphSchema([
      {
        typeDefs: parse(SDL),
        resolvers: { ...resolvers, PoliceRecord: { incidents: () => Promise.reject(new Error('disk')) } } as never,
      },
    ]);
    const answer = await ask(child('level4', 'incidents { id }'), principal(), guardSchema(broken, SAMPLE));
    expect(answer.withheld).toEqual([['_entities.0.police.incidents', 'disk']]);
  });

  it('refuses when the rule itself fails', async () => {
    const contextValue = {
      agreement: SAMPLE,
      principal: principal(),
      disclosures: new DisclosureTally(),
      now: () => {
        throw new Error('no clock');
      },
    };
    const { data, errors } = await graphql({ schema, source: child('level4', 'incidents { id }'), contextValue });
    expect(JSON.parse(JSON.stringify(data))._entities[0].police.incidents).toBeNull();
    expect(errors?.[0]?.extensions['rule']).toBe('police/rule-failed');
  });

  it('tells the ledger which fields were released and withheld, under which rule, and never a value', async () => {
    const { disclosures } = await ask(child('level4', 'incidents { id summary place log } persons { names }'));
    expect(disclosures.entries()).toEqual([
      {
        person: 'child-1',
        caseId: 'case-1',
        purpose: 'SECTION_47',
        released: [
          { category: 'incidents', rule: 'police/incidents/content/s47', fields: ['PoliceRecord.incidents'] },
          { category: 'persons', rule: 'police/persons/content/any-case', fields: ['PoliceRecord.persons'] },
          { category: 'places', rule: 'police/places/content/1', fields: ['PoliceIncident.place'] },
        ],
        withheld: [{ category: 'raw', rule: 'police/raw/no-line', fields: ['PoliceIncident.log'] }],
      },
    ]);
  });
});

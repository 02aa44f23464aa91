import { randomInt } from 'node:crypto';
import { AGENCIES } from '../../../subgraphs/registry';
import type { Answer, Journey, Json } from '../../support/journey';
import { type KindOfCase, waysThrough } from './cases-of-every-kind';
import { everythingOf } from './open-schema';

/** Ways to one and the same person inside one case; each must give the same answer for the same fields. */

const HUB_FIELDS = ['names { given family use sources }', 'dateOfBirth', 'sex', 'nhsNumber', 'protections', 'lifeStage'];
const RECORD_FIELDS = AGENCIES.map(({ field, recordType }) => `${field} { ${everythingOf(recordType)} }`);
const PERSONAS = [
  'mash-analyst',
  'decision-maker',
  'screening-officer',
  'police-researcher',
  'health-navigator',
  'education-lead',
  'social-care-lead',
  'early-help-worker',
];

interface Path {
  readonly name: string;
  /** The operation, given what is asked of the subject. */
  operation(selection: string): string;
  /** Places in the answer where the subject stands, with the value there. */
  places(data: Json): { readonly at: string; readonly value: Json }[];
}

const HEAD = 'query Path($id: ID!, $purpose: Purpose!, $caseId: ID!)';
const CHILD = 'child(id: $id, purpose: $purpose, caseId: $caseId)';

const PATHS = (childId: string, caseId: string): readonly Path[] => [
  {
    name: 'under another name',
    operation: (selection) => `${HEAD} { somebody: ${CHILD} { ${selection} } }`,
    places: ({ somebody }) => [{ at: 'somebody', value: somebody }],
  },
  {
    name: 'through a fragment',
    operation: (selection) =>
      `${HEAD} { ${CHILD} { ...Of } } fragment Of on Child { ...More } fragment More on Child { ${selection} }`,
    places: ({ child }) => [{ at: 'child', value: child }],
  },
  {
    name: 'through an inline fragment, twice over',
    operation: (selection) => `${HEAD} { ${CHILD} { ... on Child { ${selection} } ... { ${selection} } } }`,
    places: ({ child }) => [{ at: 'child', value: child }],
  },
  {
    name: 'through the case',
    operation: (selection) => `${HEAD} { ${CHILD} { id } case(id: $caseId) { subjects { id ${selection} } } }`,
    places: (data) => listed(data.case?.subjects, 'case.subjects', childId),
  },
  {
    name: 'through a list of cases',
    operation: (selection) =>
      `${HEAD} { ${CHILD} { id } cases(first: 40, filter: { purpose: $purpose }) { edges { node { id subjects { id ${selection} } } } } }`,
    places: (data) =>
      ((data.cases?.edges ?? []) as Json[]).flatMap(({ node }, index) =>
        node.id === caseId ? listed(node.subjects, `cases.edges.${index}.node.subjects`, childId) : [],
      ),
  },
  {
    name: 'through brothers, sisters and parents, and back',
    operation: (selection) => {
      const back = `household { person { __typename ... on Child { id ${selection} } } }`;
      return `${HEAD} { ${CHILD} { household { person { __typename ... on Child { ${back} } ... on Adult { ${back} } } } } }`;
    },
    places: ({ child }) =>
      ((child?.household ?? []) as Json[]).flatMap(({ person }, index) =>
        ((person?.household ?? []) as Json[]).flatMap((member, inner) =>
          member.person?.id === childId
            ? [{ at: `child.household.${index}.person.household.${inner}.person`, value: member.person }]
            : [],
        ),
      ),
  },
];

/** Asks for random fields of one child over a random path, and directly; both must be told and refused the same. */
export async function samePaths(
  journey: Journey,
  cases: readonly KindOfCase[],
  runs: number,
): Promise<{ compared: number; wrong: string[] }> {
  const { childId } = journey.demonstration;
  const wrong: string[] = [];
  let compared = 0;
  for (let run = 0; run < runs; run += 1) {
    const persona = pick(PERSONAS);
    const own = waysThrough(cases, persona.replaceAll('-', '_')).filter(({ purpose, caseId }) =>
      cases.some((one) => one.id === caseId && one.purpose === purpose),
    );
    const { purpose, caseId } = pick(own);
    const selection = [pick(HUB_FIELDS), pick(RECORD_FIELDS)].join(' ');
    const variables = { id: childId, purpose, caseId };
    const straight = await journey.as(persona).query(`${HEAD} { ${CHILD} { ${selection} } }`, variables);
    for (const path of PATHS(childId, caseId)) {
      const answer = await journey.as(persona).query(path.operation(selection), variables);
      const said = `${persona} ${purpose} ${path.name}`;
      if (answer.errors.length > 0) wrong.push(`${said}: ${answer.text.slice(0, 200)}`);
      for (const { at, value } of path.places(answer.data)) {
        const { data, refused } = partOf(value, answer, at);
        const expected = partOf(straight.data.child, straight, 'child');
        compared += leaves(expected.data);
        if (JSON.stringify(data) !== JSON.stringify(expected.data)) wrong.push(`${said}: another value`);
        if (JSON.stringify(refused) !== JSON.stringify(expected.refused)) wrong.push(`${said}: other refusals`);
      }
    }
  }
  return { compared, wrong };
}

/** What stands at one place, without the keys that only the path asked for, and the refusals below it. */
function partOf(value: Json, { withheld }: Answer, at: string): { data: Json; refused: string[] } {
  const { id: _, __typename, ...data } = value ?? {};
  const refused = withheld
    .map(({ path, rule }) => `${path.join('.')} ${rule}`)
    .filter((one) => one.startsWith(`${at}.`))
    .map((one) => one.slice(at.length));
  return { data: Object.fromEntries(Object.entries(data).sort()), refused: refused.sort() };
}

function listed(people: Json, at: string, id: string): { at: string; value: Json }[] {
  return ((people ?? []) as Json[]).flatMap((person, index) =>
    person.id === id ? [{ at: `${at}.${index}`, value: person }] : [],
  );
}

function leaves(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one) => sum + leaves(one), 0);
}

const pick = <T>(from: readonly T[]): T => from[randomInt(from.length)] as T;

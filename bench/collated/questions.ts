import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import type { BenchHub } from '../hub';
import { childOperations, listOperations, type Operations } from './operations';
import { Selections } from './selection';
import type { ViaGateway } from './via-gateway';

/** What is asked, again and again, each time with the next of these variables. */
export interface Question {
  readonly id: string;
  readonly operations: Operations;
  readonly variables: readonly Record<string, unknown>[];
}

/** The children that are asked for in turn: one child alone would be answered from what every cache already holds. */
const MOST_CHILDREN = 20;
/** A list of fifty needs as many cases. */
const FEWEST_CASES = 50;

/** The two questions, about what this hub holds. @throws Error when its borough is too small to ask them. */
export async function questionsFor(hub: BenchHub, gateway: ViaGateway, accessToken: string): Promise<Question[]> {
  const selections = new Selections(parse(readFileSync(join(hub.root, 'schema', 'supergraph.graphql'), 'utf8')));
  const found = await gateway.ask(
    `{ every: cases(first: 1) { totalCount }
       urgent: cases(first: ${MOST_CHILDREN}, filter: { purpose: SECTION_47, status: OPEN }) { edges { node { id subjects { id } } } } }`,
    {},
    accessToken,
  );
  const { every, urgent } = found.data as unknown as CasesFound;
  if (every.totalCount < FEWEST_CASES)
    throw new Error(`The borough has ${every.totalCount} cases for the list; it takes ${FEWEST_CASES}`);
  const { childId, caseId } = hub.demonstration;
  const others = urgent.edges.flatMap(({ node }) => node.subjects.map(({ id }) => ({ id, caseId: node.id })));
  const children = [{ id: childId, caseId }, ...others.filter(({ id }) => id !== childId)].slice(0, MOST_CHILDREN);
  return [
    { id: 'child', operations: childOperations(selections), variables: children },
    { id: 'list50', operations: listOperations(selections), variables: [{}] },
  ];
}

interface CasesFound {
  readonly every: { readonly totalCount: number };
  readonly urgent: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly subjects: readonly { readonly id: string }[] } }[];
  };
}

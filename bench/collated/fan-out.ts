import { createHash } from 'node:crypto';
import { AGENCIES, HUB } from '../../subgraphs/registry';
import type { Answer, Json, Refusal } from './answer';
import type { Operations } from './operations';
import type { Session, SubgraphAnswer, SubgraphCalls, SubgraphError } from './subgraph-calls';

type Fields = Record<string, Json>;
type Path = readonly (string | number)[];

/** A child of the hub's first answer: where it stands, what was asked for, and what only the federation needs. */
interface Found {
  readonly path: Path;
  readonly shown: Fields;
  readonly representation: Fields;
}

/** Headers that agencies give for the hub's eyes only. */
const HIDDEN: ReadonlySet<string> = new Set(['sourceHeader', 'chronologyEntries']);

/**
 * Collates by hand what the gateway collates by plan: the hub for the children and their grants, the agencies side by side, the
 * hub again for what it makes of their answers, the ledger last. It knows this one question and nothing else.
 */
export class FanOut {
  readonly #hash: string;

  constructor(
    private readonly calls: SubgraphCalls,
    private readonly operations: Operations,
  ) {
    this.#hash = createHash('sha256').update(operations.gateway).digest('hex');
  }

  async ask(variables: Record<string, unknown>, accessToken: string): Promise<Answer> {
    const session = await this.calls.exchange(accessToken);
    const first = await this.calls.graphql(HUB.name, this.operations.first, variables, session);
    const found: Found[] = [];
    const data = withoutKeys(first.data, [], found);
    const records = await Promise.all(
      AGENCIES.map(({ name }) => this.#entities(name, this.operations.agencies[name], found, session)),
    );
    for (const [index, { field }] of AGENCIES.entries()) take(found, field, records[index]?.entities ?? []);
    const last = await this.#entities(HUB.name, this.operations.last, found, session);
    for (const [index, { shown }] of found.entries()) Object.assign(shown, last.entities[index]);
    const answers = [
      { custodian: HUB.name, answer: first },
      ...AGENCIES.map(({ name }, index) => ({ custodian: name, answer: records[index]?.answer })),
      { custodian: HUB.name, answer: last.answer },
    ];
    const disclosures = answers.flatMap(({ custodian, answer }) =>
      (answer?.disclosures ?? []).map((entry) => ({ custodian, entry })),
    );
    await this.calls.log({ operationName: null, operationHash: this.#hash, disclosures, unavailable: [] }, session);
    const withheld = [
      ...first.errors.map(refusal),
      ...[...records, last].flatMap(({ answer }) => answer.errors.flatMap((error) => placed(error, found))),
    ];
    return { data, withheld };
  }

  async #entities(
    name: string,
    query: string,
    found: readonly Found[],
    session: Session,
  ): Promise<{ answer: SubgraphAnswer; entities: readonly Fields[] }> {
    const representations = found.map(({ representation }) => representation);
    const answer = await this.calls.graphql(name, query, { representations }, session);
    return { answer, entities: answer.data['_entities'] as unknown as Fields[] };
  }
}

/** A copy without keys and grants; every child that has them is noted on the way. */
function withoutKeys(value: Json, path: Path, found: Found[]): Json {
  if (Array.isArray(value)) return value.map((one: Json, index) => withoutKeys(one, [...path, index], found));
  if (typeof value !== 'object' || value === null) return value;
  const { view, grants, __typename, ...rest } = value as Fields;
  const shown = Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, withoutKeys(one, [...path, key], found)]));
  if (view !== undefined && grants !== undefined) {
    found.push({ path, shown, representation: { __typename: __typename ?? null, id: rest['id'] ?? null, view, grants } });
  }
  return shown;
}

/** Each child gets this agency's record; what the hub needs of it goes into the representation and out of sight. */
function take(found: readonly Found[], field: string, entities: readonly Fields[]): void {
  for (const [index, { shown, representation }] of found.entries()) {
    const record = (entities[index]?.[field] ?? null) as Fields | null;
    const parts = Object.entries(record ?? {});
    representation[field] = record && Object.fromEntries(parts.filter(([name]) => HIDDEN.has(name)));
    const open = parts.filter(([name]) => !HIDDEN.has(name));
    if (record === null || open.length > 0) shown[field] = record && Object.fromEntries(open);
  }
}

const refusal = ({ path = [], extensions }: SubgraphError): Refusal => ({ path, rule: String(extensions?.['rule']) });

function placed({ path = [], ...error }: SubgraphError, found: readonly Found[]): Refusal[] {
  const [, index, ...rest] = path;
  const child = typeof index === 'number' ? found[index] : undefined;
  return child === undefined ? [] : [refusal({ ...error, path: [...child.path, ...rest] })];
}

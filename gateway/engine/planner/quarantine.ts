import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, print, visit } from 'graphql';
import type { Death } from './planner-process';

/** Operations remembered; the oldest is forgotten first. Each costs whoever sends it one planner's process. */
const MOST = 10_000;
/** One that took too long may have met a busy machine: it gets another chance after this, and after twice as long each time. */
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 24 * 3_600_000;

interface Culprit {
  readonly death: Death;
  readonly until: number;
  readonly restMs: number;
}

/** Operations that ended a planner's process. They are refused instead of planned. */
export class Quarantine {
  readonly #culprits = new Map<string, Culprit>();

  constructor(private readonly clock: () => number = () => performance.now()) {}

  /** Why it is refused; undefined when it is not. */
  find(hash: string): Death | undefined {
    const found = this.#culprits.get(hash);
    return found !== undefined && this.clock() < found.until ? found.death : undefined;
  }

  add(hash: string, death: Death): void {
    const before = this.#culprits.get(hash);
    this.#culprits.delete(hash);
    const [oldest] = this.#culprits.keys();
    if (this.#culprits.size >= MOST && oldest !== undefined) this.#culprits.delete(oldest);
    const restMs = before === undefined ? FIRST_REST_MS : Math.min(LONGEST_REST_MS, before.restMs * 2);
    // What aborts or devours memory does so every time.
    const until = death === 'HUNG' ? this.clock() + restMs : Number.POSITIVE_INFINITY;
    this.#culprits.set(hash, { death, until, restMs });
  }
}

/**
 * The same for operations that differ only in the names and values which their author chose: aliases, names of variables and
 * fragments, literals. Conditions are decided already in what the planner is shown.
 */
export function normalisedHash(document: DocumentNode): string {
  const names = new Map<string, string>();
  const numbered = (kind: string, name: string): string => {
    const key = `${kind} ${name}`;
    const known = names.get(key) ?? `${kind}${names.size}`;
    names.set(key, known);
    return known;
  };
  const literal = () => ({ kind: Kind.NULL });
  const normal = visit(document, {
    Field: ({ alias: _, ...node }) => node,
    Variable: (node) => ({ ...node, name: { ...node.name, value: numbered('v', node.name.value) } }),
    FragmentSpread: (node) => ({ ...node, name: { ...node.name, value: numbered('f', node.name.value) } }),
    FragmentDefinition: (node) => ({ ...node, name: { ...node.name, value: numbered('f', node.name.value) } }),
    IntValue: literal,
    FloatValue: literal,
    StringValue: literal,
    BooleanValue: literal,
    EnumValue: literal,
    ListValue: literal,
    ObjectValue: literal,
  });
  return createHash('sha256').update(print(normal)).digest('hex');
}

import { isDeepStrictEqual } from 'node:util';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What came back for one question, whichever way it was put. */
export interface Answer {
  readonly data: Json;
  /** Refusals with their place in the data. */
  readonly withheld: readonly Refusal[];
}

export interface Refusal {
  readonly path: readonly (string | number)[];
  readonly rule: string;
}

/** Fields that tell the moment of the answer itself, so that no two answers have them alike. */
const OF_THE_MOMENT: ReadonlySet<string> = new Set(['asAt', 'dataAge', 'seconds']);

/** @throws Error naming the first place where the two ways do not say the same: then there is nothing to compare them by. */
export function mustBeSame(what: string, byGateway: Answer, byHand: Answer): void {
  mustHaveSameData(what, byGateway, byHand, 'fan-out');
  if (!isDeepStrictEqual(inOrder(byGateway.withheld), inOrder(byHand.withheld))) {
    throw new Error(
      `${what}: the gateway withheld ${byGateway.withheld.length} fields, the fan-out ${byHand.withheld.length}, not the same ones`,
    );
  }
}

/** The same of data alone: other engines place refusals as they think right. */
export function mustHaveSameData(what: string, byGateway: Answer, otherwise: Answer, other: string): void {
  const at = firstDifference(byGateway.data, otherwise.data, []);
  if (at !== undefined) throw new Error(`${what}: the gateway and the ${other} differ at ${at.join('.')}`);
}

const inOrder = (refusals: readonly Refusal[]): string[] => refusals.map(({ path, rule }) => `${path.join('.')} ${rule}`).sort();

function firstDifference(left: Json | undefined, right: Json | undefined, at: readonly string[]): readonly string[] | undefined {
  if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right))
    return left === right ? undefined : at;
  const [one, other] = [left as Record<string, Json>, right as Record<string, Json>];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (OF_THE_MOMENT.has(key) && typeof one[key] === typeof other[key]) continue;
    const found = firstDifference(one[key], other[key], [...at, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isContainer = (value: Json | undefined): value is readonly Json[] | Record<string, Json> =>
  typeof value === 'object' && value !== null;

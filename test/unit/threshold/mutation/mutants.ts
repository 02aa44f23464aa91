/** One deliberate slip in one rule: what was changed, and the rule with the change in it. */
export interface Mutant {
  readonly slip: string;
  readonly rule: Json;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Tree = { readonly [key: string]: Json };

const RELATIONS = ['SUBJECT', 'HOUSEHOLD_CHILD', 'HOUSEHOLD_ADULT'];
const CONFIDENCES = ['CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'];
const CLASSES = ['UNMET_NEED', 'UNDERLYING_RISK_FACTOR', 'HIGH_RISK_INDICATOR'];
/** What somebody may leave out or add by mistake. */
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = { about: RELATIONS, confidence: CONFIDENCES, class: CLASSES };
const COUNTS = ['count', 'distinctDimensions', 'distinctAgencies'];
const STANDING = ['age', 'unborn', 'plan'];

/** Every slip in a rule's numbers, operators and lists, one at a time; its examples, wording and id stay. */
export function mutantsOf(rule: Tree): Mutant[] {
  const { when, level } = rule;
  const levels = [Number(level) - 1, Number(level) + 1].map((to) => ({
    slip: `level: ${level} -> ${to}`,
    rule: { ...rule, level: to },
  }));
  return [...levels, ...slipsIn(when as Json).map(({ slip, value }) => ({ slip, rule: { ...rule, when: value } }))];
}

interface Slip {
  readonly slip: string;
  readonly value: Json;
}

function slipsIn(value: Json, path = 'when'): Slip[] {
  if (typeof value === 'number') return [value - 1, value + 1].map((to) => ({ slip: `${path}: ${value} -> ${to}`, value: to }));
  if (Array.isArray(value)) return inList(value as readonly Json[], path);
  if (typeof value !== 'object' || value === null) return [];
  const tree = value as Tree;
  return [...operatorSlips(tree, path), ...Object.keys(tree).flatMap((key) => inKey(tree, key, `${path}.${key}`))];
}

function inKey(tree: Tree, key: string, path: string): Slip[] {
  const value = tree[key] as Json;
  const put = (changed: Json): Json => ({ ...tree, [key]: changed });
  if (key === 'standalone') return [{ slip: `${path}: ${value} -> ${!value}`, value: put(!value) }];
  if (key === 'who') return [{ slip: `${path}: swapped`, value: put(value === 'adults' ? 'children' : 'adults') }];
  const vocabulary = VOCABULARIES[key];
  const added = (vocabulary ?? [])
    .filter((word) => !(value as readonly Json[]).includes(word))
    .map((word) => ({ slip: `${path}: + ${word}`, value: put([...(value as readonly Json[]), word]) }));
  return [...added, ...slipsIn(value, path).map((one) => ({ slip: one.slip, value: put(one.value) }))];
}

/** A part left out, and a slip within a part. */
function inList(list: readonly Json[], path: string): Slip[] {
  const without =
    list.length < 2
      ? []
      : list.map((one, at) => ({ slip: `${path}: - ${short(one)}`, value: list.filter((_, place) => place !== at) }));
  const within = list.flatMap((one, at) =>
    slipsIn(one, `${path}[${at + 1}]`).map(({ slip, value }) => ({
      slip,
      value: list.map((other, place) => (place === at ? value : other)),
    })),
  );
  return [...without, ...within];
}

/** One word of the vocabulary taken for another. */
function operatorSlips(tree: Tree, path: string): Slip[] {
  const [word, ...others] = Object.keys(tree);
  if (word === undefined || others.length > 0) return [];
  const inside = tree[word] as Json;
  const as = (other: string): Slip => ({ slip: `${path}: ${word} -> ${other}`, value: { [other]: inside } });
  if (word === 'all') return [as('any')];
  if (word === 'any') return [as('all')];
  if (COUNTS.includes(word)) return COUNTS.filter((other) => other !== word).map(as);
  if (word === 'not') return [{ slip: `${path}: not left out`, value: inside }];
  if (STANDING.includes(word)) return [{ slip: `${path}: not put before`, value: { not: tree } }];
  return [];
}

const short = (value: Json): string => JSON.stringify(value).slice(0, 60);

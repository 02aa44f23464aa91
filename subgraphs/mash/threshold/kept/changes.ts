/** Evidence as a viewpoint may read it, reduced to what tells one piece from another. */
export interface Listed {
  readonly agency: string;
  readonly indicator: string;
  readonly source: string;
  readonly relation: string;
  /** ISO date of the last day on which it counts. */
  readonly expires?: string;
}

export interface Standing {
  readonly level: number;
  readonly couldReach: number;
  readonly model: string;
  readonly digest: string;
  readonly listed: readonly Listed[];
  readonly silent: readonly string[];
  readonly judged: readonly string[];
}

export const CHANGE_KINDS = [
  'FIRST',
  'TOLD',
  'EXPIRED',
  'WITHDRAWN',
  'SILENT',
  'ANSWERED',
  'JUDGED',
  'MODEL',
  'NOT_SHOWN',
] as const;

/** Why an assessment differs from the one before it. */
export interface Change {
  readonly kind: (typeof CHANGE_KINDS)[number];
  /** Registry name, where an agency is behind it. */
  readonly agency?: string;
  readonly indicator?: string;
}

/**
 * What changed between two assessments of one viewpoint; the first has nothing before it. Evidence that is gone expired when its
 * last day has passed, and else was withdrawn by its agency. `NOT_SHOWN`: something that this viewpoint may not read.
 *
 * @param today ISO date of the later one.
 */
export function changesBetween(before: Standing | undefined, after: Standing, today: string): Change[] {
  if (before === undefined) return [{ kind: 'FIRST' }];
  const [old, fresh] = [keyed(before.listed), keyed(after.listed)];
  const told = [...fresh].filter(([key]) => !old.has(key)).map(([, one]) => named('TOLD', one));
  const gone = [...old]
    .filter(([key]) => !fresh.has(key))
    .map(([, one]) => named(isPast(one, today) ? 'EXPIRED' : 'WITHDRAWN', one));
  const found: Change[] = [
    ...(before.model === after.model ? [] : [{ kind: 'MODEL' as const }]),
    ...told,
    ...gone,
    ...without(after.silent, before.silent).map((agency): Change => ({ kind: 'SILENT', agency })),
    ...without(before.silent, after.silent).map((agency): Change => ({ kind: 'ANSWERED', agency })),
    ...(before.judged.join() === after.judged.join() ? [] : [{ kind: 'JUDGED' as const }]),
  ];
  return found.length === 0 ? [{ kind: 'NOT_SHOWN' }] : found;
}

const keyed = (listed: readonly Listed[]): Map<string, Listed> =>
  new Map(listed.map((one) => [[one.agency, one.source, one.indicator, one.relation].join('\n'), one]));
const named = (kind: Change['kind'], { agency, indicator }: Listed): Change => ({ kind, agency, indicator });
const isPast = ({ expires }: Listed, today: string): boolean => expires !== undefined && expires < today;

/** Agencies that are in the first list of silences and not in the second. */
function without(silent: readonly string[], other: readonly string[]): string[] {
  const names = (all: readonly string[]): Set<string> => new Set(all.map((one) => one.split(' ')[0] ?? ''));
  const there = names(other);
  return [...names(silent)].filter((name) => !there.has(name));
}

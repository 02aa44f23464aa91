import { isInstant } from '../child/cursor';
import type { CaseOrder } from './case.types';
import { isId } from './case-store';
import type { ReachableCase } from './reachable-cases';

/** A case with the advice on it that the caller would be given; null where there is none for them. */
export interface ListedCase extends ReachableCase {
  readonly adviceLevel: number | null;
  readonly adviceCouldReach: number | null;
  readonly adviceComplete: boolean | null;
  readonly adviceModel: string | null;
  readonly adviceChangedAt: Date | null;
  readonly roseAt: Date | null;
  readonly roseFrom: number | null;
}

export interface Order {
  readonly sql: string;
  /** Rows after the key in $n.. */
  readonly after: (first: number) => string;
  key(row: ListedCase): string[];
  readonly shape: readonly ((part: string) => boolean)[];
  /** Whether it sorts by the advice. */
  readonly byAdvice: boolean;
}

const isLevel = (part: string): boolean => /^[0-9]$/.test(part);
const EPOCH = new Date(0);

/** The order is part of the cursor's key: a cursor of one order is none of another. */
export const ORDERS: Readonly<Record<CaseOrder, Order>> = {
  NEWEST_FIRST: byTime('NEWEST_FIRST', 'desc', '<'),
  OLDEST_FIRST: byTime('OLDEST_FIRST', 'asc', '>'),
  HIGHEST_LEVEL_FIRST: {
    sql: 'coalesce(c.level, 0) desc, c.opened_at desc, c.id desc',
    after: (n) => `(coalesce(c.level, 0), c.opened_at, c.id) < ($${n}::int, $${n + 1}::timestamptz, $${n + 2}::uuid)`,
    key: ({ level, openedAt, id }) => ['HIGHEST_LEVEL_FIRST', String(level ?? 0), openedAt.toISOString(), id],
    shape: [(part) => part === 'HIGHEST_LEVEL_FIRST', isLevel, isInstant, isId],
    byAdvice: false,
  },
  HIGHEST_ADVICE_FIRST: {
    sql: 'coalesce(adv.level, 0) desc, coalesce(adv.could_reach, 0) desc, c.opened_at desc, c.id desc',
    after: (n) =>
      `(coalesce(adv.level, 0), coalesce(adv.could_reach, 0), c.opened_at, c.id)
         < ($${n}::int, $${n + 1}::int, $${n + 2}::timestamptz, $${n + 3}::uuid)`,
    key: ({ adviceLevel, adviceCouldReach, openedAt, id }) => [
      ...['HIGHEST_ADVICE_FIRST', String(adviceLevel ?? 0), String(adviceCouldReach ?? 0), openedAt.toISOString(), id],
    ],
    shape: [(part) => part === 'HIGHEST_ADVICE_FIRST', isLevel, isLevel, isInstant, isId],
    byAdvice: true,
  },
  RISING_FIRST: {
    sql: "coalesce(adv.rose_at, 'epoch') desc, c.opened_at desc, c.id desc",
    after: (n) =>
      `(coalesce(adv.rose_at, 'epoch'), c.opened_at, c.id) < ($${n}::timestamptz, $${n + 1}::timestamptz, $${n + 2}::uuid)`,
    key: ({ roseAt, openedAt, id }) => ['RISING_FIRST', (roseAt ?? EPOCH).toISOString(), openedAt.toISOString(), id],
    shape: [(part) => part === 'RISING_FIRST', isInstant, isInstant, isId],
    byAdvice: true,
  },
};

function byTime(name: CaseOrder, direction: 'asc' | 'desc', sign: '<' | '>'): Order {
  return {
    sql: `c.opened_at ${direction}, c.id ${direction}`,
    after: (n) => `(c.opened_at, c.id) ${sign} ($${n}::timestamptz, $${n + 1}::uuid)`,
    key: ({ openedAt, id }) => [name, openedAt.toISOString(), id],
    shape: [(part) => part === name, isInstant, isId],
    byAdvice: false,
  };
}

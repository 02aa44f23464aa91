import type { PreparedDate, PreparedPerson } from '../prepare/prepared';
import { DIFFERENT, type Finding, MISSING } from './finding';
import { isTransposed } from './similarity';

export const BIRTH_LEVELS = [
  'exact',
  'day-month-swapped',
  'one-edit',
  'one-part-differs',
  'within-a-month',
  'within-a-year',
  'expected',
  'expected-within-a-term',
  'within-ten-years',
  'different',
] as const;

/** Most children are born within three weeks of the expected date; a preterm birth may be months before it. */
const EXPECTED_DAYS = 21;
const EARLIEST_DAYS = 112;

export function compareBirth(left: PreparedPerson, right: PreparedPerson): Finding {
  if (left.birth !== undefined && right.birth !== undefined) return compareDates(left.birth, right.birth);
  if (left.expectedDay === undefined && right.expectedDay === undefined) return MISSING;
  const [one, other] = [left, right].map(({ birth, expectedDay }) => birth?.number ?? expectedDay);
  if (one === undefined || other === undefined) return MISSING;
  const days = Math.abs(one - other);
  if (days <= EXPECTED_DAYS) return { level: 'expected' };
  return days <= EARLIEST_DAYS ? { level: 'expected-within-a-term' } : DIFFERENT;
}

function compareDates(left: PreparedDate, right: PreparedDate): Finding {
  if (left.digits === right.digits) return { level: 'exact', value: left.digits };
  if (left.year === right.year && left.month === right.day && left.day === right.month) return { level: 'day-month-swapped' };
  const digits = differingDigits(left.digits, right.digits);
  if (digits === 1 || (digits === 2 && isTransposed(left.digits, right.digits))) return { level: 'one-edit' };
  const same = Number(left.year === right.year) + Number(left.month === right.month) + Number(left.day === right.day);
  if (same === 2) return { level: 'one-part-differs' };
  const days = Math.abs(left.number - right.number);
  if (days <= 31) return { level: 'within-a-month' };
  if (days <= 366) return { level: 'within-a-year' };
  return days <= 3_653 ? { level: 'within-ten-years' } : DIFFERENT;
}

function differingDigits(left: string, right: string): number {
  let count = 0;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) count += 1;
  return count;
}

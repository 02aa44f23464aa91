import type { Problem, RowReference } from '../../common/publishing/record';
import { isoDate, isoDateTime } from '../text/dates';
import { rejection } from '../text/problems';

/** The parts of a JSON Schema that say where dates stand. */
interface FieldSchema {
  readonly format?: string;
  readonly 'x-mayLieAhead'?: boolean;
  readonly items?: { readonly properties?: Readonly<Record<string, FieldSchema>> };
}

/**
 * What a schema cannot say of a record's dates, also of those in its lists: that they can be stored (the JSON Schema format allows
 * leap seconds and the year 0), and that they do not lie after today unless the format says that they may.
 */
export function dateProblems(
  data: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, FieldSchema>>,
  at: RowReference,
  today: string,
  path = 'data',
): Problem[] {
  return Object.entries(fields).flatMap(([name, schema]): Problem[] => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    const field = `${path}.${name}`;
    const inner = schema.items?.properties;
    if (Array.isArray(value) && inner) {
      return value.flatMap((item: Record<string, unknown>, index) => dateProblems(item, inner, at, today, `${field}.${index}`));
    }
    if (typeof value !== 'string' || !schema.format?.startsWith('date')) return [];
    const day = schema.format === 'date' ? isoDate(value) : isoDateTime(value)?.slice(0, 10);
    if (day === undefined) return [rejection(at, { ...UNREADABLE, field })];
    return day > today && !schema['x-mayLieAhead'] ? [rejection(at, { ...FUTURE, field })] : [];
  });
}

const UNREADABLE = {
  code: 'invalid-date',
  problem: 'This is not a date or time in the calendar of today',
  remedy: 'Give a date as in 2024-03-31, a time as in 2024-03-31T14:05:00Z',
};
const FUTURE = { code: 'date-in-future', problem: 'The date is in the future', remedy: 'Give the date on which it happened' };

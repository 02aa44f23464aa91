import type { Problem, RowReference } from '../../common/publishing/record';
import { rejection } from '../text/problems';
import type { RecordSchema } from './importer';

interface FieldSchema {
  readonly format?: string;
  readonly 'x-mayLieAhead'?: boolean;
}

/** Dates of a record that lie after today although the format says that they have happened. */
export function futureDates(data: Record<string, unknown>, shape: RecordSchema, at: RowReference, today: string): Problem[] {
  const problems: Problem[] = [];
  for (const [field, schema] of Object.entries<FieldSchema>(shape.properties.data.properties)) {
    const value = data[field];
    if (typeof value !== 'string' || schema['x-mayLieAhead'] || !schema.format?.startsWith('date')) continue;
    const day = schema.format === 'date' ? value : new Date(value).toISOString().slice(0, 10);
    if (day > today) {
      problems.push(
        rejection(at, {
          code: 'date-in-future',
          field: `data.${field}`,
          problem: 'The date is in the future',
          remedy: 'Give the date on which it happened',
        }),
      );
    }
  }
  return problems;
}

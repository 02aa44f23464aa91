import { type DataSource, type FindOptionsWhere, In, IsNull } from 'typeorm';
import type { PublishedRow } from './publishing/published-row';

/**
 * Rows of an entity that stand today: current, not retracted and not sealed, whoever asks. For signals, which leave the agency
 * without a viewer to decide about.
 */
export function standingRows<T extends PublishedRow>(
  database: DataSource,
  entity: new () => T,
  column: keyof T & string,
  values: readonly string[],
): Promise<T[]> {
  if (values.length === 0) return Promise.resolve([]);
  const where = {
    [column]: In([...values]),
    knownTo: IsNull(),
    retractedAt: IsNull(),
    sealed: false,
  } as unknown as FindOptionsWhere<T>;
  return database.getRepository(entity).find({ where });
}

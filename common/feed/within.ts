import type { DataSource, EntityManager } from 'typeorm';

/**
 * A data source whose reads run inside the transaction of `manager`: code that was written to read the database then sees what
 * the transaction has written. It belongs to the transaction and ends with it.
 */
export function within(database: DataSource, manager: EntityManager): DataSource {
  return Object.create(database, {
    manager: { value: manager },
    query: { value: manager.query.bind(manager) },
    createQueryBuilder: { value: manager.createQueryBuilder.bind(manager) },
    getRepository: { value: manager.getRepository.bind(manager) },
    transaction: { value: manager.transaction.bind(manager) },
  }) as DataSource;
}

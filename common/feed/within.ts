import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/**
 * A data source whose reads run inside the transaction of `manager`: code that was written to read the database then sees what
 * the transaction has written. It belongs to the transaction and ends with it.
 */
export function within(database: DataSource, manager: EntityManager): DataSource {
  if (manager.queryRunner === undefined) throw new Error('Not the manager of a transaction');
  const inside = database.createEntityManager(oneByOne(manager.queryRunner));
  return Object.create(database, {
    manager: { value: inside },
    query: { value: inside.query.bind(inside) },
    createQueryBuilder: { value: inside.createQueryBuilder.bind(inside) },
    getRepository: { value: inside.getRepository.bind(inside) },
    transaction: { value: inside.transaction.bind(inside) },
  }) as DataSource;
}

/** A transaction has one connection, and a connection takes one query at a time: those asked for together wait their turn. */
function oneByOne(runner: QueryRunner): QueryRunner {
  let last: Promise<unknown> = Promise.resolve();
  const query: QueryRunner['query'] = (...asked: Parameters<QueryRunner['query']>) => {
    const answer = last.then(() => runner.query(...asked));
    last = answer.catch(() => undefined);
    return answer;
  };
  return Object.create(runner, { query: { value: query } }) as QueryRunner;
}

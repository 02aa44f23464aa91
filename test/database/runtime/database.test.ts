import { Client } from 'pg';
import { Column, Entity, type MigrationInterface, PrimaryGeneratedColumn, type QueryRunner } from 'typeorm';
import { openDatabase } from '../../../common/database';
import { openLog } from '../../../common/logger';
import { type FreshDatabase, freshDatabase } from '../../support/postgres';

@Entity()
class SchoolVisit {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  rowId!: string;

  @Column('date')
  visitedOn!: string;

  @Column('text', { unique: true })
  childName!: string;
}

class SchoolVisits1700000000000 implements MigrationInterface {
  readonly name = 'SchoolVisits1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    // Slow on purpose: two processes that both ran it would fail on the second `create table`.
    await runner.query('select pg_sleep(0.2)');
    await runner.query(
      'create table school_visit (row_id bigint generated always as identity primary key, visited_on date, child_name text unique)',
    );
  }

  async down(): Promise<void> {}
}

let fresh: FreshDatabase;
const lines: string[] = [];
const open = () =>
  openDatabase({
    name: 'test',
    url: fresh.url,
    migratorUrl: fresh.migratorUrl,
    entities: [SchoolVisit],
    migrations: [SchoolVisits1700000000000],
    log: openLog('test', 'debug', { write: (line) => void lines.push(line) }),
  });

/** As the owner may: PostgreSQL then knows how little there is. */
async function analysed(): Promise<void> {
  const owner = new Client({ connectionString: fresh.migratorUrl });
  await owner.connect();
  await owner.query('vacuum analyze school_visit');
  await owner.end();
}

beforeAll(async () => {
  fresh = await freshDatabase('runtime database');
});
afterAll(() => fresh.drop());

describe('opening a database', () => {
  test('runs each migration once, also when two processes start together, and connects as the app role', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const [{ current_user: user }] = await one.query('select current_user');
    expect(user).toMatch(/_app$/);
    expect(await two.query('select name from migration')).toEqual([{ name: 'SchoolVisits1700000000000' }]);
    expect(lines.filter((line) => line.includes('MIGRATION_RUN'))).toHaveLength(1);
    await Promise.all([one.destroy(), two.destroy()]);
  });

  test('names columns in snake_case, and gives dates and big numbers as text, whichever way they are read', async () => {
    const database = await open();
    const visits = database.getRepository(SchoolVisit);
    await visits.insert({ visitedOn: '2026-03-29', childName: 'A' });
    expect(await visits.findOneByOrFail({ childName: 'A' })).toMatchObject({ rowId: '1', visitedOn: '2026-03-29' });
    const [row] = await database.query(
      'select row_id, visited_on, array[visited_on, null] as days, 2::bigint ^ 40 as n from school_visit',
    );
    expect(row).toMatchObject({ row_id: '1', visited_on: '2026-03-29', days: ['2026-03-29', null] });
    await database.destroy();
  });

  test('plans anew after a load: the plan for an empty table reads a full one from end to end', async () => {
    const database = await open();
    const runner = database.createQueryRunner();
    const text = 'select visited_on from school_visit where row_id = $1';
    const find = async () => {
      await runner.query(text, ['1']);
      const [{ name }] = await runner.query('select name from pg_prepared_statements where statement = $1', [text]);
      return JSON.stringify(await runner.query(`explain (format json) execute ${name} (1)`));
    };
    await runner.query(text, ['1']);
    await analysed();
    for (let time = 0; time < 12; time += 1) await find();
    expect(await find()).toMatch(/Seq Scan.*[$]1/);
    await runner.query(
      `insert into school_visit (visited_on, child_name) select '2026-01-01', 'load ' || n from generate_series(1, $1::int) as n`,
      [20_000],
    );
    expect(await find()).toMatch(/Index Scan/);
    await runner.release();
    await database.destroy();
  });

  test('logs a failed query by code and constraint, without any value', async () => {
    const database = await open();
    lines.length = 0;
    const insert = () => database.getRepository(SchoolVisit).insert({ visitedOn: '2026-01-01', childName: 'Ottilie' });
    await insert();
    await expect(insert()).rejects.toThrow('duplicate key');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      code: 'DATABASE_QUERY_FAILED',
      errorCode: '23505',
      constraint: 'school_visit_child_name_key',
    });
    expect(lines[0]).not.toContain('Ottilie');
    await database.destroy();
  });
});

describe('statements that come again', () => {
  test('answer as they did the first time, whatever the parameters, and are planned once a connection', async () => {
    const database = await open();
    try {
      const runner = database.createQueryRunner();
      const ask = (days: readonly string[]) =>
        runner.query(`select count(*)::int as visits from unnest($1::date[]) as day where day > '2026-01-01'`, [days]);
      for (const count of [1, 2, 0, 7, 3, 4, 5, 6]) {
        expect(await ask(Array.from({ length: count }, () => '2026-05-05'))).toEqual([{ visits: count }]);
      }
      const [held]: { plans: number }[] = await runner.query(
        "select (generic_plans + custom_plans)::int as plans from pg_prepared_statements where statement like 'select count(*)::int as visits%'",
      );
      expect(held?.plans).toBe(7);
      await runner.release();
    } finally {
      await database.destroy();
    }
  });

  test('can be asked again after one of them failed', async () => {
    const database = await open();
    try {
      const divide = (by: number) => database.query('select 10 / $1::int as result', [by]);
      for (const by of [1, 0, 2, 0, 5]) {
        if (by === 0) await expect(divide(by)).rejects.toThrow('division by zero');
        else expect(await divide(by)).toEqual([{ result: 10 / by }]);
      }
    } finally {
      await database.destroy();
    }
  });
});

import 'reflect-metadata';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Column, Entity, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { Agreement } from '../../../../common/access/agreement';
import type { RecordKind, SignalDerivation } from '../../../../common/agency/definition';
import { peopleKinds } from '../../../../common/publishing/people';
import { PublishedRow } from '../../../../common/publishing/published-row';
import type { ImportContext, ImportedRow, Importer, PublishedRecord, SourceFile } from '../../../../common/publishing/record';
import { recordTable } from '../../../../common/publishing/record-table';

/** A made-up agency: a library that lends books and fines people, whose fines are a signal while they are fresh. */
@Entity('loan')
export class Loan extends PublishedRow {
  @Column('text')
  title!: string;

  @Column('date')
  from!: string;

  @Column('timestamptz', { nullable: true })
  returnedAt!: Date | null;

  @Column('text', { array: true, nullable: true })
  subjects!: string[] | null;

  @Column('int', { nullable: true })
  renewals!: number | null;
}

@Entity('fine')
export class Fine extends PublishedRow {
  @Column('date')
  on!: string;

  @Column('numeric', { nullable: true })
  amount!: string | null;

  @Column('boolean', { nullable: true })
  paid!: boolean | null;
}

export class LibraryTables1761955300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const tables = [
      recordTable(
        'loan',
        ['title text not null', '"from" date not null', 'returned_at timestamptz', 'subjects text[]', 'renewals integer'],
        'Loans',
      ),
      recordTable('fine', '"on" date not null, amount numeric(8, 2), paid boolean', "The library's fines"),
    ];
    for (const statement of tables.flatMap(({ up }) => up)) await runner.query(statement);
  }

  async down(): Promise<void> {}
}

export const LIBRARY = { agency: 'LIBRARY', name: 'library', field: 'library', recordType: 'LibraryRecord', title: 'Library' };

export const KINDS: readonly RecordKind[] = [
  ...peopleKinds('identity'),
  { kind: 'loan', entity: Loan, category: 'loans' },
  { kind: 'fine', entity: Fine, category: 'fines' },
];

/** Fines flow; loans have signals too, but their category does not feed them. */
export const AGREEMENT = {
  categories: new Map([
    ['fines', { id: 'fines', feed: { basis: 'PUBLIC_TASK' } }],
    ['loans', { id: 'loans' }],
  ]),
} as unknown as Agreement;

/** A fine counts for 30 days. */
export const SIGNALS: SignalDerivation<Fine[]> = {
  indicators: ['FINE', 'LOAN'],
  async load(people, { database }) {
    const fines = await database
      .getRepository(Fine)
      .createQueryBuilder('fine')
      .where('fine.person_id = any(:people) and fine.known_to is null and fine.retracted_at is null', { people })
      .getMany();
    return new Map(people.map((person) => [person, fines.filter((fine) => fine.personId === person)]));
  },
  derive: (fines, today) =>
    fines.flatMap((fine) => {
      if (Date.parse(today) - Date.parse(fine.on) > 30 * 86_400_000) return [];
      const signal = {
        observedOn: fine.on,
        recordedOn: fine.on,
        confidence: 'CONFIRMED' as const,
        source: fine.id,
        disputed: false,
      };
      return [
        { ...signal, indicator: 'FINE', category: 'fines' },
        { ...signal, indicator: 'LOAN', category: 'loans' },
      ];
    }),
};

/** One JSON line per row: a record, a list of records, or `{ "reject": code }` or `{ "warn": code, ...record }`. */
export const LINES: Importer = {
  format: 'lines',
  title: 'Lines of JSON',
  accepts: '.ndjson',
  async *read(files: readonly SourceFile[], _context: ImportContext): AsyncIterable<ImportedRow> {
    for (const file of files) {
      let row = 0;
      for await (const line of createInterface({ input: Readable.from(file.open()), crlfDelay: Number.POSITIVE_INFINITY })) {
        row += 1;
        yield rowOf(JSON.parse(line) as Line, { file: file.name, row });
      }
    }
  },
};

interface Line extends Partial<PublishedRecord> {
  readonly reject?: string;
  readonly warn?: string;
  readonly records?: readonly PublishedRecord[];
}

function rowOf({ reject, warn, records, ...record }: Line, at: { file: string; row: number }): ImportedRow {
  const problem = { ...at, field: 'title', problem: '=1+1 is not a title', remedy: 'Write a title' };
  if (reject !== undefined) return { ...at, records: [], problems: [{ ...problem, severity: 'error', code: reject }] };
  const problems = warn === undefined ? [] : [{ ...problem, severity: 'warning' as const, code: warn }];
  return { ...at, records: records ?? (record.kind === undefined ? [] : [record as PublishedRecord]), problems };
}

export const person = (id: string, family = 'Example', more: object = {}): PublishedRecord => ({
  kind: 'person',
  key: id,
  person: id,
  data: {
    lifeStage: 'CHILD',
    names: [{ use: 'USUAL', given: ['Ada'], family }],
    addresses: [],
    dateOfBirth: '2015-02-03',
    ...more,
  },
});

export const loan = (key: string, of: string, title = 'A book', more: object = {}): PublishedRecord => ({
  kind: 'loan',
  key,
  person: of,
  data: { title, from: '2026-01-02', subjects: ['a "quoted" \\ subject', 'b'], ...more },
});

export const fine = (key: string, of: string, on: string, more: object = {}): PublishedRecord => ({
  kind: 'fine',
  key,
  person: of,
  data: { on, ...more },
});

export const lines = (...rows: object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

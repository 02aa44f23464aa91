import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ImportedRow, Importer } from '../../../common/publishing/record';
import { educationV1 } from '../../../importers/education-v1';
import { policeV1 } from '../../../importers/police-v1';
import { retractionsV1 } from '../../../importers/retractions-v1';
import { socialCareV1 } from '../../../importers/social-care-v1';

async function read(importer: Importer, ...lines: unknown[]): Promise<ImportedRow[]> {
  const text = Buffer.from(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const file = {
    name: 'a.ndjson',
    size: text.length,
    async *open() {
      yield text;
    },
  };
  const rows: ImportedRow[] = [];
  for await (const row of importer.read([file], { today: '2026-11-22' })) rows.push(row);
  return rows;
}
const codes = (rows: readonly ImportedRow[]) =>
  rows.flatMap(({ problems }) => problems.map(({ code, field }) => `${code} ${field}`));
const ID = '7a6b0f3e-5d0c-4f5e-9a53-0d6d2f1d2c11';

const schemaOf = (format: string) => {
  const schema = JSON.parse(readFileSync(join(__dirname, `../../../docs/formats/${format}.schema.json`), 'utf8')) as object;
  const ajv = addFormats(new Ajv2020({ strict: true, strictRequired: false, keywords: ['x-mayLieAhead'] }));
  return ajv.compile(schema);
};

const GOOD = [
  { kind: 'relationship', key: 'a', retract: 'Wrong' },
  { kind: 'relationship', id: ID, retract: 'Wrong' },
];
const BAD: readonly (readonly [object, string])[] = [
  [{ kind: 'nothing', key: 'a', retract: 'x' }, 'unknown-kind kind'],
  [{ kind: 'relationship', retract: 'x' }, 'missing-value key'],
  [{ kind: 'relationship', key: 'a', id: ID, retract: 'x' }, 'missing-value key'],
  [{ kind: 'relationship', key: '', retract: 'x' }, 'invalid-value key'],
  [{ kind: 'relationship', id: 'a', retract: 'x' }, 'invalid-value id'],
  [{ kind: 'relationship', key: 'a', retract: '' }, 'invalid-value retract'],
  [{ kind: 'relationship', key: 'a', retract: 'x', data: {} }, 'unknown-field record'],
];

describe.each([
  ['police-v1', policeV1 as Importer],
  ['education-v1', educationV1 as Importer],
  ['social-care-v1', socialCareV1 as Importer],
])('%s', (format, importer) => {
  test('takes retractions, by key and by id, as its schema does', async () => {
    expect((await read(importer, ...GOOD)).map(({ retraction }) => retraction)).toEqual([
      { kind: 'relationship', key: 'a', reason: 'Wrong' },
      { kind: 'relationship', id: ID, reason: 'Wrong' },
    ]);
    const fits = schemaOf(format);
    for (const line of GOOD) expect(fits(line)).toBe(true);
  });

  test.each(BAD)('refuses %j, as its schema does', async (line, code) => {
    const rows = await read(importer, line);
    expect(codes(rows)).toEqual([code]);
    expect(rows[0]?.retraction).toBeUndefined();
    expect(schemaOf(format)(line)).toBe(false);
  });

  test('names a person as it stores them', async () => {
    const [row] = await read(importer, { kind: 'person', key: 'P1', retract: 'x' });
    expect(row?.retraction?.key).toBe(`${format}|P1`);
  });
});

describe('the format of retractions alone', () => {
  const importer = retractionsV1([{ kind: 'referral' }]);

  test('takes every kind of the agency and nothing else', async () => {
    const rows = await read(importer, { kind: 'referral', key: 'a', retract: 'x' }, { kind: 'incident', key: 'a', retract: 'x' });
    expect(rows.map(({ retraction }) => retraction?.kind)).toEqual(['referral', undefined]);
    expect(codes(rows)).toEqual(['unknown-kind kind']);
  });

  test('says what is no retraction, and that a file is empty', async () => {
    expect(codes(await read(importer, { kind: 'referral', key: 'a' }, 'not json'))).toEqual([
      'missing-value retract',
      'malformed-json line',
    ]);
    expect(codes(await read(importer, ''))).toEqual([expect.stringMatching(/^no-records|^empty-file/)]);
  });
});

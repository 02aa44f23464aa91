import 'reflect-metadata';
import { isValidNhsNumber } from '../../../common/identifiers';
import type { ImportedRow, Importer, PublishedRecord, SourceFile } from '../../../common/publishing/record';
import { makeBorough } from '../../../demo/borough';
import { exportBorough } from '../../../demo/export';
import { truthOf } from '../../../demo/truth';
import { cinCensus } from '../../../importers/cin-census';
import { educationV1 } from '../../../importers/education-v1';
import { fhirR4 } from '../../../importers/fhir-r4';
import { policeV1 } from '../../../importers/police-v1';
import { schoolCensus } from '../../../importers/school-census';
import { socialCareV1 } from '../../../importers/social-care-v1';
import { ssda903 } from '../../../importers/ssda903';

const TODAY = '2026-11-22';
const IMPORTERS: Record<string, Importer<PublishedRecord>> = {
  'police-v1': policeV1,
  'fhir-r4': fhirR4,
  'school-census': schoolCensus,
  'education-v1': educationV1,
  'cin-census': cinCensus,
  ssda903,
  'social-care-v1': socialCareV1,
};

const sourceOf = (name: string, text: string): SourceFile => ({
  name,
  size: Buffer.byteLength(text),
  async *open() {
    yield Buffer.from(text);
  },
});

async function rowsOf(format: string, files: readonly { name: string; text: string }[]): Promise<ImportedRow[]> {
  const rows: ImportedRow[] = [];
  const importer = IMPORTERS[format];
  if (!importer) throw new Error(`No importer for ${format}`);
  for await (const row of importer.read(
    files.map(({ name, text }) => sourceOf(name, text)),
    { today: TODAY },
  ))
    rows.push(row);
  return rows;
}

const borough = makeBorough({ children: 120, today: TODAY });
const truth = truthOf(borough);

test('the same seed and day give the same files, to the letter', () => {
  const again = makeBorough({ children: 120, today: TODAY });
  expect(exportBorough(again)).toEqual(exportBorough(borough));
});

test.each(exportBorough(borough).map((files) => [files[0]?.format ?? '', files] as const))(
  'the %s files of the borough are accepted row by row',
  async (format, files) => {
    const rows = await rowsOf(format, files);
    const errors = rows.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  },
);

test('every NHS number is valid and from the range that is never issued', () => {
  const numbers = truth.flatMap(({ person }) => person.nhsNumber ?? []);
  expect(numbers.filter((number) => !number.startsWith('999') || !isValidNhsNumber(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('the borough has every hard case', () => {
  const people = truth.map(({ person }) => person);
  const birthdays = truth
    .filter(({ story, person }) => story === 'twins' && person.stage === 'CHILD')
    .map(({ family, person }) => `${family} ${person.dateOfBirth}`);
  expect(new Set(birthdays).size).toBeLessThan(birthdays.length);
  expect(people.some(({ stage }) => stage === 'UNBORN')).toBe(true);
  expect(people.some(({ hidden }) => hidden)).toBe(true);
  expect(truth.some(({ story, heldAs }) => story === 'one-agency' && Object.keys(heldAs).join() === 'health')).toBe(true);
  const surnames = (id: string): Set<string> =>
    new Set(truth.filter(({ family, person }) => family === id && person.stage === 'CHILD').map(({ person }) => person.family));
  expect(borough.families.some(({ family }) => surnames(family.id).size > 1)).toBe(true);
  expect(people.some(({ addresses }) => addresses.length > 1)).toBe(true);
});

test('a hidden address is in no file', () => {
  const text = exportBorough(borough)
    .flat()
    .map((file) => (file.format === 'fhir-r4' || file.format === 'police-v1' ? file.text : ''))
    .join('\n');
  const hidden = truth
    .filter(({ person }) => person.hidden)
    .flatMap(({ person }) => person.addresses.filter(({ to }) => to === undefined));
  expect(hidden.length).toBeGreaterThan(0);
  expect(hidden.filter(({ postcode, line }) => text.includes(`"${line}"`) && text.includes(postcode))).toEqual([]);
});

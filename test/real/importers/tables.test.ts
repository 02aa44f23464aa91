import { basename } from 'node:path';
import codesets from '../../../policy/codesets.json';
import { schoolCensus } from '../../../importers/school-census';
import { ssda903 } from '../../../importers/ssda903';
import { problemsOf, recordsOf, TODAY, unexplained } from '../../unit/importers/support';
import { readReal, realFiles, table } from './real-files';

const iso = (slashed: string): string => slashed.split('/').reverse().join('-');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const isoOfMonth = (text: string): string =>
  text.slice(0, 10 + 1).replace(/-(\w{3})-/, (_, month: string) => `-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-`);

type Row = Record<string, string>;

/** Counts of a table of which these rows cannot be accepted. */
function expected(path: string, isWrong: (row: Row) => boolean) {
  const rows = table(path);
  const rejected = rows.filter(isWrong).length;
  return { read: rows.length, accepted: rows.length - rejected, setAside: 0, rejected };
}

describe('the SSDA903 set', () => {
  const paths = realFiles('ssda903', /\.csv$/);
  const reading = readReal(ssda903, paths);
  const OWN_DATE: Record<string, string> = {
    'header.csv': 'dob',
    'episodes.csv': 'decom',
    'reviews.csv': 'review',
    'missing.csv': 'mis_start',
    'placed_for_adoption.csv': 'date_placed',
  };

  test('every row is accepted, or rejected because its own date lies ahead', async () => {
    const { rows, counts } = await reading;
    expect(unexplained(rows)).toEqual([]);
    for (const path of paths) {
      const column = OWN_DATE[basename(path)];
      const isAhead = (row: Row): boolean => column !== undefined && iso(row[column] ?? '') > TODAY;
      expect({ [basename(path)]: counts[basename(path)] }).toEqual({ [basename(path)]: expected(path, isAhead) });
    }
    expect(counts).toMatchObject({
      'header.csv': { read: 2_675, rejected: 0 },
      'episodes.csv': { read: 5_050, rejected: 0 },
      'reviews.csv': { read: 12_582, rejected: 68 },
    });
  });

  test('107 of 2,675 UPNs pass their check letter, and no row is lost for one that does not', async () => {
    const { rows } = await reading;
    const people = recordsOf(rows, 'person');
    expect(people).toHaveLength(2_675);
    expect(people.filter(({ data }) => data.upn !== undefined)).toHaveLength(107);
    expect(problemsOf(rows).filter(({ code }) => code === 'invalid-upn')).toHaveLength(2_675 - 107);
  });

  test('records of one kind have keys of their own, except where the file says two things of one child and day', async () => {
    const { rows } = await reading;
    const keys = (kind: 'care-episode' | 'care-review') => recordsOf(rows, kind).map(({ key }) => key);
    expect(new Set(keys('care-episode')).size).toBe(5_050);
    const reviews = table(paths.find((path) => path.endsWith('reviews.csv')) ?? '').filter(
      (row) => iso(row['review'] ?? '') <= TODAY,
    );
    expect(new Set(keys('care-review')).size).toBe(new Set(reviews.map((row) => `${row['child']} ${row['review']}`)).size);
  });
});

describe.each(['2024_autumn', '2025_spring'])('the school census of %s', (term) => {
  const paths = realFiles('schoolCensus', new RegExp(`^${term}.*\\.csv$`));
  const reading = readReal(schoolCensus, paths);
  const knows = (set: keyof typeof codesets.sets, code: string): boolean => code.toUpperCase() in codesets.sets[set].codes;
  const isCount = (text: string, most: number): boolean => /^\d+(\.0)?$/.test(text) && Number(text) <= most;
  const isWrong: Record<string, (row: Row) => boolean> = {
    pupilonroll: (row) =>
      !row['pupilonrolltableid'] ||
      !row['nativeid'] ||
      !row['surname'] ||
      !row['forename'] ||
      isoOfMonth(row['dob'] ?? '9') > TODAY,
    termlysessiondetailsonroll: (row) =>
      !knows('edu.attendance_2024', row['attendancereason'] ?? '') || !isCount(row['sessions'] ?? '', 400),
    termlyexclusionsonroll: (row) =>
      isoOfMonth(row['startdate'] ?? '9') > TODAY || !['FIXD', 'SUSP', 'PERM', 'LNCH'].includes(row['category'] ?? ''),
    senneeds: (row) => !knows('edu.sen_type', row['sentype'] ?? ''),
  };

  test('every row is accepted or rejected for what is wrong with it', async () => {
    const { rows, counts } = await reading;
    expect(unexplained(rows)).toEqual([]);
    for (const path of paths) {
      const kind = basename(path, '.csv').slice(term.length + 1);
      expect({ [kind]: counts[basename(path)] }).toEqual({ [kind]: expected(path, isWrong[kind] ?? (() => false)) });
    }
  });

  test('every pupil is known by their own id, and every other record is about one of them', async () => {
    const { rows } = await reading;
    const pupils = new Set(recordsOf(rows, 'person').map(({ person }) => person));
    expect(pupils.size).toBe(recordsOf(rows, 'person').length);
    expect(rows.flatMap(({ records }) => records).filter(({ person }) => !pupils.has(person))).toEqual([]);
    const keys = rows.flatMap(({ records }) => records).map(({ kind, key }) => `${kind} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('the school census has the counts that were taken by hand', async () => {
  const { counts } = await readReal(schoolCensus, realFiles('schoolCensus', /^2025_spring.*\.csv$/));
  expect(counts).toEqual({
    '2025_spring_pupilonroll.csv': { read: 9_498, accepted: 9_498, setAside: 0, rejected: 0 },
    '2025_spring_termlysessiondetailsonroll.csv': { read: 41_251, accepted: 35_499, setAside: 0, rejected: 5_752 },
    '2025_spring_termlyexclusionsonroll.csv': { read: 10_064, accepted: 10_064, setAside: 0, rejected: 0 },
    '2025_spring_senneeds.csv': { read: 16_954, accepted: 0, setAside: 0, rejected: 16_954 },
  });
});

import { basename } from 'node:path';
import { cinCensus } from '../../../importers/cin-census';
import { recordsOf, TODAY, told, unexplained } from '../../unit/importers/support';
import { readReal, realFiles, textOf } from './real-files';

/** Elements of the census that are records, with the date each must have. */
const RECORDS: Record<string, string | undefined> = {
  Child: undefined,
  CINdetails: 'CINreferralDate',
  Assessments: 'AssessmentActualStartDate',
  CINPlanDates: 'CINPlanStartDate',
  Section47: 'S47ActualStartDate',
  ChildProtectionPlans: 'CPPstartDate',
  CPPreviewDate: 'CPPreviewDate',
  PreProceedingsandFGDM: undefined,
};

const datesOf = (text: string, element: string): string[] =>
  [...text.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, date = '']) => date);

test.each(realFiles('cin', /\.xml$/).map((path) => [basename(path), path] as const))(
  'every record element of %s is accepted, or rejected because its own date lies ahead',
  async (name, path) => {
    const text = textOf(path);
    const { rows, counts } = await readReal(cinCensus, [path]);
    expect(unexplained(rows)).toEqual([]);
    const read = Object.keys(RECORDS).reduce((sum, element) => sum + text.split(`<${element}>`).length - 1, 0);
    const rejected = Object.values(RECORDS).flatMap((date) =>
      date === undefined ? [] : datesOf(text, date).filter((on) => on > TODAY),
    ).length;
    expect(counts[name]).toEqual({ read, accepted: read - rejected, setAside: 0, rejected });
  },
);

test('a stray text node, a code that does not exist and dates ahead are reported where they stand', async () => {
  const [path = ''] = realFiles('cin', /CIN_Census_2026\.xml$/);
  const { rows, counts } = await readReal(cinCensus, [path]);
  expect(counts[basename(path)]).toEqual({ read: 11, accepted: 10, setAside: 0, rejected: 1 });
  const lineOf = (text: string): number => textOf(path).split(text)[0]?.split('\n').length ?? 0;
  expect(told(rows)).toEqual(
    expect.arrayContaining([
      `warning ${lineOf('<ChildIdentifiers>')} stray-text ChildIdentifiers`,
      `error ${lineOf('<Assessments>')} date-in-future AssessmentActualStartDate`,
      `warning ${lineOf('<Assessments>')} unknown-code AssessmentFactors`,
    ]),
  );
});

test('sex is understood as coded before 2024/25 and since', async () => {
  const { rows } = await readReal(cinCensus, realFiles('cin', /CIN_Census_202[146]\.xml$/));
  expect(recordsOf(rows, 'person').every(({ data }) => ['M', 'F', 'U'].includes(data.sex ?? ''))).toBe(true);
});

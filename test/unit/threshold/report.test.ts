import fc from 'fast-check';
import { loadAdopted } from '../../../subgraphs/mash/threshold/policy/adopted';
import { loadAdvicePolicy } from '../../../subgraphs/mash/threshold/policy/advice-policy';
import type { ThresholdModel } from '../../../subgraphs/mash/threshold/model/model';
import { bandOf, type ReportedChild } from '../../../tools/threshold-report/cases';
import { barChart } from '../../../tools/threshold-report/chart';
import { compare } from '../../../tools/threshold-report/compare';
import { reportFiles, told } from '../../../tools/threshold-report/report';
import { transparencyRecord } from '../../../tools/threshold-report/transparency';
import { CATALOGUE, facts, signal } from './support';

const adopted = loadAdopted('policy/thresholds', CATALOGUE);
const model = (name: string): ThresholdModel => {
  const found = adopted.find(({ model: one }) => `${one.id}-${one.version}` === name)?.model;
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
};
const [OLD, NEW, OTHER] = [model('continuum-of-need-1'), model('continuum-of-need-2'), model('levels-of-support-1')];

/** Children of whom social care told this, so many of them. */
function children(count: number, indicator: string, over: Partial<ReportedChild> = {}): ReportedChild[] {
  return Array.from({ length: count }, () => {
    const { signals: _, ...known } = facts();
    const weighed = [{ signal: signal(indicator, { agency: 'social-care' }), influence: 'EXISTENCE' as const }];
    return { caseId: 'c', isOpen: true, age: '5-10' as const, ethnicity: 'WBRI', facts: { ...known, weighed }, ...over };
  });
}

const BOROUGH = [
  ...children(7, 'contacts_repeated_no_action', { decided: 3, ethnicity: 'APKN' }),
  ...children(12, 'sen_support', { decided: 2 }),
  ...children(2, 'injury_patterned', { decided: 1, age: '0-1' }),
];
const comparison = compare(BOROUGH, OLD, NEW);
const files = reportFiles(comparison, { old: OLD, next: NEW, lost: 3, today: '2026-11-22' });
const page = files.get('report.md') ?? '';

test('says who moves, by rule, age, ethnicity and agency', () => {
  expect(comparison.moves).toEqual({ up: 7, down: 0, same: 14 });
  expect(comparison.behindMoves).toEqual([['RAM-6', 7]]);
  expect(comparison.byEthnicity).toEqual([
    ['APKN', { up: 7, down: 0, same: 0 }],
    ['WBRI', { up: 0, down: 0, same: 14 }],
  ]);
  expect(comparison.byAge.map(([age]) => age)).toEqual(['0-1', '5-10']);
  expect(comparison.byAgency.map(([agency]) => agency)).toEqual(['social-care']);
  expect(page).toContain('**7** would be advised higher, **0** lower, **14** the same.');
});

test('holds both models against what people decided', () => {
  expect(comparison.old.against).toEqual({ decided: 21, right: 12, falseAlarms: 2, misses: 7 });
  expect(comparison.next.against).toEqual({ decided: 21, right: 19, falseAlarms: 2, misses: 0 });
});

test('names the rules that are met for nobody', () => {
  expect(page).toContain('Rules of continuum-of-need 2 that are met for nobody here: `RAM-3`');
  expect(page).not.toContain('nobody here: `RAM-6`');
});

test('a model of three levels is held against one of four', () => {
  const against = compare(BOROUGH, NEW, OTHER);
  expect(against.next.levels.map(({ name, children: count }) => [name, count])).toEqual([
    ...[
      ['Everyday support', 0],
      ['Early help', 19],
      ['Specialist support', 2],
    ],
  ]);
});

test('no number from one to four is printed anywhere, nor a group that small', () => {
  expect([told(0), told(1), told(4), told(5)]).toEqual(['0', 'fewer than 5', 'fewer than 5', '5']);
  expect(page).not.toMatch(/\| 0-1 \|/);
  expect(page).toContain('1 more with fewer than 5 children.');
  const counts = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(counts, counts, counts, (one, two, three) => {
      const some = [
        ...children(one, 'contacts_repeated_no_action', { age: '2-4' }),
        ...children(two, 'sen_support'),
        ...children(three, 'injury_patterned'),
      ];
      const text = [...reportFiles(compare(some, OLD, NEW), { old: OLD, next: NEW, lost: 0, today: '2026-11-22' }).values()].join(
        '\n',
      );
      expect(text.match(/\| [1-4] \||\*\*[1-4]\*\*|>[1-4]<\/text>/g)).toBeNull();
    }),
    { numRuns: 60 },
  );
});

test('charts are SVG with a title and their numbers, whatever a label holds', () => {
  expect([...files.keys()]).toEqual(['report.md', 'levels.svg', 'age.svg', 'rules.svg']);
  const chart = barChart(
    'a < b',
    ['x'],
    [
      { label: '<script>', values: [7] },
      { label: 'few', values: [null] },
    ],
  );
  expect(chart).toContain('<title>a &lt; b</title>');
  expect(chart).toContain('>7</text>');
  expect(chart).toContain('>fewer than 5</text>');
  expect(chart).not.toContain('<script>');
});

test('the transparency record has the headings of the standard and every rule', () => {
  const record = transparencyRecord(comparison, {
    ...{
      model: NEW,
      advice: loadAdvicePolicy('policy/advice.yaml'),
      derived: 97,
      indicators: 156,
      agencies: ['Police'],
      today: '2026-11-22',
    },
  });
  const headings = [
    ...['## Tier 1: summary', '### Name', '### Description', '### Website URL', '### Contact email', '## Tier 2: detail'],
    ...[
      '### Owner and responsibility',
      '#### Senior responsible owner',
      '### Description and rationale',
      '#### Scope',
      '#### Alternatives considered',
    ],
    ...[
      '### Decision-making process',
      '#### Human decisions and review',
      '#### Appeals and review',
      '### Tool specification',
      '#### System architecture',
    ],
    ...[
      '### Model specification',
      '#### Model performance',
      '### Operational data specification',
      '#### Sensitive attributes',
      '#### Data sharing agreements',
    ],
    ...['### Risks, mitigations and impact assessments', '#### Impact assessment', '#### Risks and mitigations'],
  ];
  for (const heading of headings) expect(record).toContain(`${heading}\n`);
  for (const { id } of NEW.rules) expect(record).toContain(`\`${id}\``);
  expect(record).toContain(NEW.sha256);
});

test.each([
  [undefined, undefined, 'not known'],
  ['UNBORN', undefined, 'unborn'],
  ['CHILD', '2024-11-23', '0-1'],
  ['CHILD', '2024-11-22', '2-4'],
  ['CHILD', '2021-11-22', '5-10'],
  ['CHILD', '2015-11-22', '11-15'],
  ['CHILD', '2010-11-22', '16-17'],
])('a child (%s, born %s) is counted among %s', (stage, born, band) => {
  expect(bandOf(stage, born, '2026-11-22')).toBe(band);
});

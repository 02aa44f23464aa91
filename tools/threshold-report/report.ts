import type { ThresholdModel } from '../../subgraphs/mash/threshold/model/model';
import { nameOf } from '../../subgraphs/mash/threshold/policy/adopted';
import { barChart } from './chart';
import { type AgainstDecisions, type Comparison, FEWEST, type ModelFigures, type Moves } from './compare';

/** A number of children as it may be printed. */
export const told = (count: number): string => (count > 0 && count < FEWEST ? `fewer than ${FEWEST}` : String(count));
const drawn = (count: number): number | null => (count > 0 && count < FEWEST ? null : count);

export interface ReportSetting {
  readonly old: ThresholdModel;
  readonly next: ThresholdModel;
  /** Closed cases that nobody decided on: their evidence is gone, as it must be. */
  readonly lost: number;
  /** ISO date. */
  readonly today: string;
}

/** The report's files by name: `report.md` and its charts. Numbers below five are never printed, nor what they could be told from. */
export function reportFiles(comparison: Comparison, { old, next, lost, today }: ReportSetting): Map<string, string> {
  const [before, after] = [nameOf(old), nameOf(next)];
  const { moves, byAge, byEthnicity, byAgency, behindMoves } = comparison;
  const page = [
    `# ${before} against ${after}`,
    '',
    `${today}. ${comparison.children} children of open and closed cases were worked out under both models; ${lost} of closed cases were not, because what was known of them is deleted and nobody decided on them. A number from 1 to ${FEWEST - 1} is not printed.`,
    '',
    `**${told(moves.up)}** would be advised higher, **${told(moves.down)}** lower, **${told(moves.same)}** the same.`,
    '',
    '![Children by level](levels.svg)',
    '',
    '## Against what people decided',
    '',
    'A false alarm is advice above the level that was decided, a miss is advice below it. Neither says who was right.',
    '',
    table(
      ['Model', 'Decided', 'The same', 'False alarms', 'Misses'],
      [against(before, comparison.old.against), against(after, comparison.next.against)],
    ),
    '',
    '## Who moves',
    '',
    movesTable('Age', byAge),
    '',
    movesTable('Ethnicity (DfE code)', byEthnicity),
    '',
    movesTable('Agency that told something of the child', byAgency),
    '',
    '![Who moves, by age](age.svg)',
    '',
    `## Rules of ${after} behind the rises`,
    '',
    behindMoves.length === 0
      ? 'Nobody would be advised higher.'
      : table(
          ['Rule', 'Children'],
          behindMoves.map(([id, count]) => [id, told(count)]),
        ),
    '',
    '## Rules',
    '',
    '![How often each rule is met](rules.svg)',
    '',
    ...[neverFires(before, comparison.old), neverFires(after, comparison.next)],
    '',
  ];
  return new Map([
    ['report.md', page.join('\n')],
    ['levels.svg', levelsChart(comparison, before, after)],
    [
      'age.svg',
      barChart(
        'Who moves, by age',
        ['up', 'down'],
        byAge.map(([label, one]) => ({ label, values: [drawn(one.up), drawn(one.down)] })),
      ),
    ],
    [
      'rules.svg',
      barChart(
        `How often each rule of ${after} is met`,
        ['children'],
        comparison.next.rules.map(({ id, fires }) => ({ label: id, values: [drawn(fires)] })),
      ),
    ],
  ]);
}

function levelsChart({ old, next }: Comparison, before: string, after: string): string {
  const levels = [...new Set([...old.levels, ...next.levels].map(({ level }) => level))].sort();
  const at = (figures: ModelFigures, level: number): number => figures.levels.find((one) => one.level === level)?.children ?? 0;
  return barChart(
    'Children by level',
    [before, after],
    levels.map((level) => ({ label: `Level ${level}`, values: [drawn(at(old, level)), drawn(at(next, level))] })),
  );
}

function neverFires(name: string, { rules }: ModelFigures): string {
  const never = rules.filter(({ fires }) => fires === 0).map(({ id }) => `\`${id}\``);
  return never.length === 0
    ? `Every rule of ${name} is met for somebody.`
    : `Rules of ${name} that are met for nobody here: ${never.join(', ')}.`;
}

const against = (name: string, { decided, right, falseAlarms, misses }: AgainstDecisions): string[] => [
  ...[name, told(decided), told(right), told(falseAlarms), told(misses)],
];

/** A group that is itself too small is left out of the table, so that it cannot be told from the totals of the others. */
function movesTable(heading: string, groups: readonly (readonly [string, Moves])[]): string {
  const large = groups.filter(([, { up, down, same }]) => up + down + same >= FEWEST);
  const left = groups.length - large.length;
  const rows = large.map(([label, { up, down, same }]) => [label, told(up), told(down), told(same)]);
  return [
    table([heading, 'Up', 'Down', 'The same'], rows),
    ...(left === 0 ? [] : ['', `${left} more with fewer than ${FEWEST} children.`]),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

import type { BenchReport, Result } from './result';

/** One object on one line, and nothing else. */
export const asJson = ({ bench, results }: BenchReport): string => `${JSON.stringify({ bench, results })}\n`;

/** The same figures for people. */
export function asTable({ bench, results }: BenchReport): string {
  const rows = [['figure', 'value', 'unit', 'ratio', 'against'], ...results.map(cells)];
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) =>
      column === 1 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    ),
  );
  return `${bench}\n\n${lines.map((line) => `  ${line.join('  ').trimEnd()}`).join('\n')}\n`;
}

const cells = ({ id, value, unit, against, ratio }: Result): string[] => [
  id,
  String(value),
  unit,
  ratio === null ? '' : String(ratio),
  against ?? '',
];

import type { Problem } from './record';

const COLUMNS = ['file', 'row', 'severity', 'code', 'field', 'problem', 'remedy'] as const satisfies readonly (keyof Problem)[];

/** Problems as CSV (RFC 4180) that a spreadsheet opens as text: a cell never starts a formula. */
export function problemsCsv(problems: readonly Problem[]): string {
  const lines = [COLUMNS.join(','), ...problems.map((problem) => COLUMNS.map((column) => cell(problem[column])).join(','))];
  return `${lines.join('\r\n')}\r\n`;
}

/** A leading apostrophe makes spreadsheets take what follows as text (OWASP, CSV injection). */
function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[\s]*[=+\-@|%\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

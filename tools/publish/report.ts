import type { Problem } from '../../common/publishing/record';
import type { ReceiptWithProblems } from '../../common/publishing/receipts';

const EXAMPLES = 5;
const number = (amount: number): string => amount.toLocaleString('en-GB');

/** A receipt for people: what became of the rows, then the problems by code with where to find them. Never a value. */
export function receiptText(receipt: ReceiptWithProblems): string {
  const { rows } = receipt;
  const records = Object.entries(receipt.records).sort(([one], [other]) => (one < other ? -1 : 1));
  const lines = [
    `${STATE[receipt.state]}: ${receipt.agency} ${receipt.format}, publication ${receipt.id}`,
    ...(receipt.failure === null ? [] : [`Why      ${receipt.failure}`]),
    `Files    ${receipt.files.map(({ name }) => name).join(', ')}`,
    `Rows     ${number(rows.read)} read: ${OUTCOMES.map((outcome) => `${number(rows[outcome])} ${outcome}`).join(', ')}; ${number(rows.warned)} with a warning`,
    `Records  ${records.length === 0 ? 'none' : records.map(([kind, count]) => `${kind} ${number(count)}`).join(', ')}`,
  ];
  if (receipt.problemTotal > 0) lines.push('Problems', ...problemLines(receipt));
  return `${lines.join('\n')}\n`;
}

const OUTCOMES = ['accepted', 'corrected', 'unchanged', 'retracted', 'rejected', 'ignored'] as const;

const STATE: Record<ReceiptWithProblems['state'], string> = {
  RECEIVED: 'Received',
  IMPORTING: 'Importing',
  COMPLETE: 'Complete',
  FAILED: 'Failed',
  ALREADY_PUBLISHED: 'Already published, nothing changed',
};

function problemLines({ problems, problemCounts, id, agency }: ReceiptWithProblems): string[] {
  const examples = new Map<string, Problem[]>();
  for (const problem of problems) examples.set(problem.code, [...(examples.get(problem.code) ?? []), problem]);
  const counts = Object.entries(problemCounts).sort(([, one], [, other]) => rank(one) - rank(other) || other.count - one.count);
  return [
    ...counts.flatMap(([code, { severity, count }]) => {
      const found = examples.get(code) ?? [];
      const [first] = found;
      const at = found.slice(0, EXAMPLES).map(({ file, row }) => `${file} row ${number(row)}`);
      return [
        `  ${severity === 'error' ? 'Rejected' : 'Warning '} ${number(count)} x ${code}`,
        ...(first === undefined ? [] : [`    ${first.field}: ${first.problem}`, `    To do: ${first.remedy}`]),
        ...(at.length === 0 ? [] : [`    At: ${at.join('; ')}${count > at.length ? '; ...' : ''}`]),
      ];
    }),
    `  All of them as CSV: GET /publish/${agency}/publications/${id}/problems.csv at the gateway`,
  ];
}

const rank = ({ severity }: { severity: Problem['severity'] }): number => (severity === 'error' ? 0 : 1);

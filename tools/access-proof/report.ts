import type { Agreement } from '../../common/access/agreement';
import type { Proof } from './prove';

export interface Changed {
  readonly before: Agreement;
  readonly after: Agreement;
  readonly sentences: readonly string[];
}

/** What an information governance officer reads before an agreement is signed: what changes for whom, and how it was proved. */
export function accessReport(changes: readonly Changed[], proof: Proof | undefined): string {
  return ['# Access report', '', ...changesText(changes), ...(proof === undefined ? [] : proofText(proof))].join('\n');
}

function changesText(changes: readonly Changed[]): string[] {
  const changed = changes.filter(({ sentences }) => sentences.length > 0);
  return [
    '## What changes for whom',
    '',
    ...(changed.length === 0 ? ['Nothing changes for anybody.', ''] : []),
    ...changed.flatMap(({ before, after, sentences }) => [
      `### ${after.title}: version ${before.version} to ${after.version}`,
      '',
      ...sentences.map((sentence) => `- ${sentence}`),
      '',
    ]),
    'Only what can happen is told: cases of a level and basis that the purpose allows, and roles that may pursue it.',
    '',
  ];
}

function proofText({ rows, wrong }: Proof): string[] {
  const total = (pick: (row: Proof['rows'][number]) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const number = (value: number) => value.toLocaleString('en-GB');
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    '## How it was proved',
    '',
    'Every answer of the agreements was compared with policies that were written by hand in Cedar (`policy/cedar`), by role,',
    'employer, purpose, level, basis, relation and protection. Then every rule was turned once; Cedar had to notice each.',
    '',
    line(['agreement', 'cells compared', 'disagreements', 'rules turned', 'noticed', 'turned without effect']),
    line(['---', '---:', '---:', '---:', '---:', '---:']),
    ...rows.map((row) => line([row.of, ...[row.cells, row.disagreements, row.mutants, row.killed, row.same].map(number)])),
    line([
      '**all**',
      ...[
        total((r) => r.cells),
        total((r) => r.disagreements),
        total((r) => r.mutants),
        total((r) => r.killed),
        total((r) => r.same),
      ].map(number),
    ]),
    '',
    ...(wrong.length === 0 ? [] : ['What is wrong:', '', ...wrong.slice(0, 200).map((what) => `- ${what}`), '']),
    'That the running hub answers the same, through the gateway and at each subgraph, is shown by `npx jest --selectProjects journeys --testPathPatterns access`;',
    'in every case that there can be, and 500 runs of non-interference, by `npm run test:soak`.',
    '',
  ];
}

import { checkAgreement } from './checks/agreement';
import { checkDisclosureLog } from './checks/disclosure-log';
import { checkDoors } from './checks/doors';
import { checkFeed } from './checks/feed';
import { checkGrants } from './checks/grants';
import { type Finding, Subject, type SubjectOptions } from './subject';

export interface Conformance {
  readonly agency: string;
  readonly agreement: string;
  /** Field by role, purpose, level, with records and without: how many answers were compared with the agreement. */
  readonly cells: number;
  readonly findings: readonly Finding[];
  readonly conforms: boolean;
}

const PARTS = ['doors', 'grants', 'agreement', 'disclosure-log', 'feed'] as const;
export type Part = (typeof PARTS)[number];

/** Everything that the hub relies on, or these parts of it, tried on one subgraph. Reads only: nothing is published or changed. */
export async function runConformance(options: SubjectOptions, parts: readonly Part[] = PARTS): Promise<Conformance> {
  const subject = new Subject(options);
  let cells = 0;
  const checks: Record<Part, () => Promise<Finding[]>> = {
    doors: () => checkDoors(subject),
    grants: () => checkGrants(subject),
    agreement: async () => {
      const checked = await checkAgreement(subject);
      cells = checked.cells;
      return checked.findings;
    },
    'disclosure-log': () => checkDisclosureLog(subject),
    feed: () => checkFeed(subject),
  };
  const findings: Finding[] = [];
  for (const part of parts) findings.push(...(await attempt(part, checks[part])));
  const { agency } = options.registered;
  return { agency, agreement: options.agreement.version, cells, findings, conforms: findings.every(({ holds }) => holds) };
}

/** A subgraph that hangs up or answers nonsense has failed that part, and the others are tried all the same. */
async function attempt(part: string, work: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await work();
  } catch (error) {
    return [{ check: `${part}/answers-at-all`, holds: false, because: (error as Error).message }];
  }
}

export function conformanceText({ agency, agreement, cells, findings, conforms }: Conformance): string {
  const lines = findings.map(
    ({ check, holds, because }) => `${holds ? 'holds ' : 'FAILS '} ${check}${because === undefined ? '' : `: ${because}`}`,
  );
  const failed = findings.filter(({ holds }) => !holds).length;
  const end = conforms ? `${agency} conforms` : `${agency} does not conform: ${failed} of ${findings.length} fail`;
  return `${agency}, agreement ${agreement}, ${cells} answers compared with it\n${lines.join('\n')}\n${end}\n`;
}

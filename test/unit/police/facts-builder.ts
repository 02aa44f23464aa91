import { addDays } from '../../../common/time';
import type { IncidentFact, OtherInvolved, PoliceFacts, Role } from '../../../subgraphs/police/signals/facts';

export const TODAY = '2026-11-22';
const KNOWN_FROM = new Date('2026-11-20T09:00:00Z');

/** Noon in England so many days ago. */
export const daysAgo = (days: number): Date => new Date(`${addDays(TODAY, -days)}T12:00:00Z`);

/** Sentence, the indicator and category it shows, records that show it, records that nearly do. */
export type Scenario = readonly [string, string, Partial<PoliceFacts>, Partial<PoliceFacts>];

export const suspect = { role: 'SUSPECT', dateOfBirth: '1990-01-01', family: true } as const;

let next = 0;
const row = () => ({ id: `row-${++next}`, knownFrom: KNOWN_FROM });

export const CHILD = { dateOfBirth: '2013-03-01', lifeStage: 'CHILD' } as const;
export const TODDLER = { dateOfBirth: '2023-03-01', lifeStage: 'CHILD' } as const;
export const ADULT = { dateOfBirth: '1990-03-01', lifeStage: 'ADULT' } as const;

export function facts(change: Partial<PoliceFacts> = {}): PoliceFacts {
  return { person: CHILD, incidents: [], missing: [], custody: [], markers: [], intelligence: [], ...change };
}

export function incident(
  type: IncidentFact['incident']['type'],
  role: Role,
  days: number,
  {
    others = [] as OtherInvolved[],
    assessment,
  }: { others?: OtherInvolved[]; assessment?: Partial<NonNullable<IncidentFact['assessment']>> } = {},
): IncidentFact {
  const none = { strangulation: null, victimPregnant: null, childrenPresent: null, maracReferral: null };
  return {
    incident: { ...row(), type, occurredAt: daysAgo(days), recordedAt: null },
    roles: new Set([role]),
    others,
    ...(assessment === undefined ? {} : { assessment: { ...row(), dashGrade: 'STANDARD' as const, ...none, ...assessment } }),
  };
}

export const missing = (riskGrade: PoliceFacts['missing'][number]['riskGrade'], days: number) => ({
  ...row(),
  riskGrade,
  reportedAt: daysAgo(days),
  returnedAt: daysAgo(days),
});
export const arrest = (days: number) => ({ ...row(), arrestedAt: daysAgo(days) });
export const marker = (name: PoliceFacts['markers'][number]['marker'], from = '2026-01-01', to: string | null = null) => ({
  ...row(),
  marker: name,
  from,
  to,
});
export const report = (
  topic: PoliceFacts['intelligence'][number]['topic'],
  grading = '1A',
  days = 10,
): PoliceFacts['intelligence'][number] => ({
  ...row(),
  topic,
  sourceGrade: grading[0] as '1',
  informationGrade: grading[1] as 'A',
  reportedOn: addDays(TODAY, -days),
});

/** An assessed domestic abuse incident at which the person was present. */
export const da = (days: number, assessment = {}) => incident('DOMESTIC_ABUSE', 'PRESENT', days, { assessment });

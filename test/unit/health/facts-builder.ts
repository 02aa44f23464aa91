import { addDays } from '../../../common/time';
import type { HealthFacts } from '../../../subgraphs/health/signals/facts';

export const TODAY = '2026-11-22';
const KNOWN_FROM = new Date('2026-11-20T09:00:00Z');

export const onDay = (days: number): string => addDays(TODAY, -days);
/** Noon in England so many days ago. */
const daysAgo = (days: number): Date => new Date(`${onDay(days)}T12:00:00Z`);

let next = 0;
const row = () => ({ id: `row-${++next}`, knownFrom: KNOWN_FROM });

export const bornDaysAgo = (days: number) => ({ dateOfBirth: onDay(days), expectedDate: null, lifeStage: 'CHILD' }) as const;
export const CHILD = { dateOfBirth: '2013-03-01', expectedDate: null, lifeStage: 'CHILD' } as const;
export const ADULT = { dateOfBirth: '1990-03-01', expectedDate: null, lifeStage: 'ADULT' } as const;

export function facts(change: Partial<HealthFacts> = {}): HealthFacts {
  const none = {
    attendances: [],
    wasNotBrought: [],
    conditions: [],
    mentalHealth: [],
    immunisations: [],
    checks: [],
    pregnancies: [],
    flags: [],
  };
  return { person: CHILD, ...none, ...change };
}

const SNOMED = 'http://snomed.info/sct';

export const attendance = (days: number, code?: string, unscheduled = true): HealthFacts['attendances'][number] => ({
  ...row(),
  setting: 'EMERGENCY_DEPARTMENT',
  unscheduled,
  at: daysAgo(days),
  reason: code === undefined ? null : { code, system: SNOMED },
});
export const notBrought = (days: number, service: string | null = null) => ({ ...row(), at: daysAgo(days), service });
export const condition = (
  code: string,
  days: number,
  change: Partial<HealthFacts['conditions'][number]> = {},
): HealthFacts['conditions'][number] => ({
  ...row(),
  ...{ code, system: SNOMED, on: onDay(days), abatedOn: null, recordedOn: onDay(days), safeguarding: false, status: 'active' },
  ...change,
});
export const contact = (days: number, crisis = false) => ({ ...row(), at: daysAgo(days), crisis });
export const immunisation = (days: number, status: 'COMPLETED' | 'NOT_DONE' = 'COMPLETED') => ({
  ...row(),
  status,
  on: onDay(days),
});
export const check = (name: HealthFacts['checks'][number]['check'], days: number) => ({ ...row(), check: name, on: onDay(days) });
export const pregnancy = (expectedDate: string | null, bookedOn: string | null, endedOn: string | null = null) => ({
  ...row(),
  expectedDate,
  bookedOn,
  endedOn,
});
export const flag = (change: Partial<HealthFacts['flags'][number]>): HealthFacts['flags'][number] => ({
  ...row(),
  ...{ code: null, system: null, type: 'CP_IS', active: true, from: onDay(30), to: null, plan: null },
  ...change,
});

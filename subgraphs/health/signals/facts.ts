import type { LifeStage } from '../../../common/person';
import { ageOn, daysBetween } from '../../../common/time';
import type { HealthAttendance } from '../records/attendance';
import type { HealthCheck, Immunisation } from '../records/child-health';
import type { HealthCondition } from '../records/condition';
import type { HealthFlag } from '../records/flag';
import type { MentalHealthContact } from '../records/mental-health-contact';
import type { Pregnancy } from '../records/pregnancy';
import type { WasNotBroughtAppointment } from '../records/was-not-brought';

type Row<T extends { id: string; knownFrom: Date }, K extends keyof T> = Pick<T, K | 'id' | 'knownFrom'>;

/** Everything about one person that a rule may read. Lists are newest first. */
export interface HealthFacts {
  readonly person: { readonly dateOfBirth: string | null; readonly expectedDate: string | null; readonly lifeStage: LifeStage };
  readonly attendances: readonly Row<HealthAttendance, 'setting' | 'unscheduled' | 'at' | 'reason'>[];
  readonly wasNotBrought: readonly Row<WasNotBroughtAppointment, 'at' | 'service'>[];
  readonly conditions: readonly Row<
    HealthCondition,
    'code' | 'system' | 'on' | 'abatedOn' | 'recordedOn' | 'safeguarding' | 'status'
  >[];
  readonly mentalHealth: readonly Row<MentalHealthContact, 'at' | 'crisis'>[];
  readonly immunisations: readonly Row<Immunisation, 'status' | 'on'>[];
  readonly checks: readonly Row<HealthCheck, 'check' | 'on'>[];
  readonly pregnancies: readonly Row<Pregnancy, 'expectedDate' | 'bookedOn' | 'endedOn'>[];
  readonly flags: readonly Row<HealthFlag, 'code' | 'system' | 'type' | 'active' | 'from' | 'to' | 'plan'>[];
}

export type Person = HealthFacts['person'];

/** Under 18 on that day, or unborn. Without a date of birth health's own word decides; unknown is neither child nor adult. */
export function isChildOn(person: Person, date: string): boolean {
  return person.dateOfBirth === null
    ? person.lifeStage === 'CHILD' || person.lifeStage === 'UNBORN'
    : ageOn(person.dateOfBirth, date) < 18;
}

export function isAdultOn(person: Person, date: string): boolean {
  return person.dateOfBirth === null ? person.lifeStage === 'ADULT' : ageOn(person.dateOfBirth, date) >= 18;
}

/** Age in completed years; undefined when the date of birth is not known or later. */
export function yearsOn(person: Person, date: string): number | undefined {
  return person.dateOfBirth === null || person.dateOfBirth > date ? undefined : ageOn(person.dateOfBirth, date);
}

/** Age in days; undefined when the date of birth is not known or later. */
export function daysOldOn(person: Person, date: string): number | undefined {
  return person.dateOfBirth === null || person.dateOfBirth > date ? undefined : daysBetween(person.dateOfBirth, date);
}

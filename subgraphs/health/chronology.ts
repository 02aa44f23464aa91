import type { CodedValue } from '../../common/codes';
import type { ChronologyEntry, ChronologySource } from '../../common/agency/definition';
import { events, rowsOf } from '../../common/agency/chronology';
import { CATEGORY_OF_TOPIC, isFgm } from './reading';
import { HealthAttendance } from './records/attendance';
import { HealthCheck, Immunisation } from './records/child-health';
import { shown, shownReason } from './records/coded';
import { HealthCondition } from './records/condition';
import { HealthFlag } from './records/flag';
import { MentalHealthContact } from './records/mental-health-contact';
import { Pregnancy } from './records/pregnancy';
import { WasNotBroughtAppointment } from './records/was-not-brought';
import { isConcept, topicOf } from './snomed';
import { PROTECTION_WORDS, REVIEW_WORDS, SETTING_WORDS } from './vocabulary';

/** Free text and providers stay out of headlines: they may name a place or somebody else. Codes are shown with their label. */
export function attendanceEntry(attendance: HealthAttendance): ChronologyEntry {
  const { id, at, setting, unscheduled, reason } = attendance;
  return {
    id,
    date: at.toISOString(),
    kind: 'attendance',
    category: 'attendances',
    headline:
      SETTING_WORDS[setting] + (setting === 'INPATIENT' && unscheduled ? ', unplanned' : '') + worded(shownReason(reason)),
    significance: isConcept(reason, 'selfHarm', 'suicidal', 'injury') ? 'SIGNIFICANT' : unscheduled ? 'NOTABLE' : 'ROUTINE',
  };
}

export function wasNotBroughtEntry({ id, at }: WasNotBroughtAppointment): ChronologyEntry {
  return {
    id,
    date: at.toISOString(),
    kind: 'was-not-brought',
    category: 'was_not_brought',
    headline: 'Was not brought to an appointment',
    significance: 'NOTABLE',
  };
}

export function conditionEntry(condition: HealthCondition): ChronologyEntry | undefined {
  const topic = topicOf(condition);
  // A pregnancy that is also coded as a condition enters as a pregnancy, once.
  if (topic === 'pregnancy') return undefined;
  return {
    id: condition.id,
    date: condition.on,
    kind: 'condition',
    category: CATEGORY_OF_TOPIC[topic],
    headline: `Recorded${because(condition) || ': a condition'}`,
    significance: topic === 'clinical' ? 'ROUTINE' : 'SIGNIFICANT',
  };
}

export function mentalHealthEntry({ id, at, crisis }: MentalHealthContact): ChronologyEntry {
  return {
    id,
    date: at.toISOString(),
    kind: 'mental-health-contact',
    category: 'mental_health',
    headline: crisis ? 'Mental health crisis contact' : 'Mental health contact',
    significance: crisis ? 'SIGNIFICANT' : 'NOTABLE',
  };
}

export function immunisationEntry(immunisation: Immunisation): ChronologyEntry | undefined {
  if (immunisation.status === 'ENTERED_IN_ERROR') return undefined;
  const given = immunisation.status === 'COMPLETED';
  return {
    id: immunisation.id,
    date: immunisation.on,
    kind: 'immunisation',
    category: 'child_health_programme',
    headline: `${given ? 'Immunised' : 'Immunisation not given'}${because(immunisation)}`,
    significance: given ? 'ROUTINE' : 'NOTABLE',
  };
}

export function healthCheckEntry({ id, on, check }: HealthCheck): ChronologyEntry {
  return {
    id,
    date: on,
    kind: 'health-check',
    category: 'child_health_programme',
    headline: REVIEW_WORDS[check],
    significance: 'ROUTINE',
  };
}

/** A pregnancy enters twice at most: when health first knew of it and when it ended. */
export function pregnancyEntries({ id, bookedOn, endedOn }: Pregnancy): ChronologyEntry[] {
  const entry = { kind: 'pregnancy', category: 'pregnancy', significance: 'NOTABLE' as const };
  return [
    ...(bookedOn === null ? [] : [{ ...entry, id, date: bookedOn, headline: 'Pregnancy recorded' }]),
    ...(endedOn === null ? [] : [{ ...entry, id, date: endedOn, headline: 'Pregnancy ended' }]),
  ];
}

export function flagEntry(flag: HealthFlag): ChronologyEntry | undefined {
  if (flag.from === null) return undefined;
  const fgm = isFgm(flag);
  return {
    id: flag.id,
    date: flag.from,
    kind: 'health-flag',
    category: fgm ? 'fgm' : 'flags',
    headline: flag.plan === null ? `Flag set${because(flag)}` : `CP-IS: ${PROTECTION_WORDS[flag.plan]}`,
    significance: fgm || flag.type === 'CP_IS' || flag.type === 'SAFEGUARDING' ? 'SIGNIFICANT' : 'ROUTINE',
  };
}

/** Everything health would put in a chronology. Measurements are no events and stay out. */
export const chronology: readonly ChronologySource[] = [
  events(['attendances'], rowsOf(HealthAttendance), attendanceEntry),
  events(['was_not_brought'], rowsOf(WasNotBroughtAppointment), wasNotBroughtEntry),
  events(['fgm', 'safeguarding_codes', 'conditions'], rowsOf(HealthCondition), conditionEntry),
  events(['mental_health'], rowsOf(MentalHealthContact), mentalHealthEntry),
  events(['child_health_programme'], rowsOf(Immunisation), immunisationEntry),
  events(['child_health_programme'], rowsOf(HealthCheck), healthCheckEntry),
  events(['pregnancy'], rowsOf(Pregnancy), pregnancyEntries),
  events(['fgm', 'flags'], rowsOf(HealthFlag), flagEntry),
];

function because(coded: Parameters<typeof shown>[0]): string {
  return worded(shown(coded));
}

function worded(value: CodedValue | null): string {
  const label = value?.label ?? '';
  return label === '' ? '' : `: ${label}`;
}

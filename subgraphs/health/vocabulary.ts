import { registerEnumType } from 'type-graphql';
import { asEnum } from '../../common/as-enum';
import { ATTENDANCE_SETTINGS } from '../../importers/records/health';

/** The lists of values that are ours, as they appear in the graph. Lists that others own are shown as a code with its label. */
export const AttendanceSetting = asEnum(ATTENDANCE_SETTINGS);
export const HealthService = asEnum(['GP', 'HEALTH_VISITING', 'SCHOOL_NURSING', 'MENTAL_HEALTH', 'MATERNITY', 'OTHER']);
export const ImmunisationStatus = asEnum(['COMPLETED', 'NOT_DONE', 'ENTERED_IN_ERROR']);
export const ChildHealthReview = asEnum(['NEW_BIRTH', 'SIX_TO_EIGHT_WEEKS', 'ONE_YEAR', 'TWO_YEAR', 'SCHOOL_ENTRY', 'OTHER']);
export const HealthFlagType = asEnum(['CP_IS', 'FGM', 'REASONABLE_ADJUSTMENT', 'SAFEGUARDING', 'OTHER']);
export const ProtectionInformation = asEnum(['PROTECTION_PLAN', 'UNBORN_PROTECTION_PLAN', 'LOOKED_AFTER']);

registerEnumType(AttendanceSetting, { name: 'AttendanceSetting', description: 'Where care was given.' });
registerEnumType(HealthService, { name: 'HealthService', description: 'A service a person is registered with.' });
registerEnumType(ImmunisationStatus, { name: 'ImmunisationStatus', description: 'Whether an immunisation was given.' });
registerEnumType(ChildHealthReview, { name: 'ChildHealthReview', description: 'A review of the Healthy Child Programme.' });
registerEnumType(HealthFlagType, { name: 'HealthFlagType', description: 'What a flag on a health record is for.' });
registerEnumType(ProtectionInformation, {
  name: 'ProtectionInformation',
  description: 'What Child Protection - Information Sharing (CP-IS) says of a child.',
});

export const SETTING_WORDS: Readonly<Record<(typeof ATTENDANCE_SETTINGS)[number], string>> = {
  EMERGENCY_DEPARTMENT: 'Emergency department attendance',
  URGENT_CARE: 'Urgent care attendance',
  INPATIENT: 'Hospital admission',
  OUTPATIENT: 'Outpatient attendance',
  PRIMARY_CARE: 'GP consultation',
  COMMUNITY: 'Community health contact',
  OTHER: 'Health attendance',
};

export const REVIEW_WORDS: Readonly<Record<keyof typeof ChildHealthReview, string>> = {
  NEW_BIRTH: 'New birth review',
  SIX_TO_EIGHT_WEEKS: 'Six to eight week review',
  ONE_YEAR: 'One year review',
  TWO_YEAR: 'Two year review',
  SCHOOL_ENTRY: 'School entry review',
  OTHER: 'Child health review',
};

export const PROTECTION_WORDS: Readonly<Record<keyof typeof ProtectionInformation, string>> = {
  PROTECTION_PLAN: 'child protection plan',
  UNBORN_PROTECTION_PLAN: 'child protection plan for an unborn child',
  LOOKED_AFTER: 'looked after child',
};

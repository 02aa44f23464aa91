import type { SignalRule } from '../../../common/signal-rules';
import { APPOINTMENT_RULES } from './appointment-rules';
import { ATTENDANCE_RULES } from './attendance-rules';
import { ADULT_CODE_RULES, CHILD_CODE_RULES, CLINICAL_RULES } from './code-rules';
import type { HealthFacts } from './facts';
import { FGM_RULES, FLAG_RULES } from './flag-rules';
import { MENTAL_HEALTH_RULES } from './mental-health-rules';
import { PREGNANCY_RULES } from './pregnancy-rules';
import { PROGRAMME_RULES } from './programme-rules';

/** Everything that health records can show about the indicator catalogue, by the category the records stand in. */
export const HEALTH_RULES: readonly SignalRule<HealthFacts>[] = [
  ...ATTENDANCE_RULES,
  ...APPOINTMENT_RULES,
  ...CHILD_CODE_RULES,
  ...ADULT_CODE_RULES,
  ...CLINICAL_RULES,
  ...MENTAL_HEALTH_RULES,
  ...PROGRAMME_RULES,
  ...PREGNANCY_RULES,
  ...FLAG_RULES,
  ...FGM_RULES,
];

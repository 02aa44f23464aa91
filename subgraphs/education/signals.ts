import type { SignalDerivation } from '../../common/agency/definition';
import { deriveSignals, categoriesOf, indicatorsOf, type SignalRule } from '../../common/signal-rules';
import { ATTENDANCE_RULES } from './signals/attendance-rules';
import { CONCERN_RULES } from './signals/concern-rules';
import { EXCLUSION_RULES } from './signals/exclusion-rules';
import type { EducationFacts } from './signals/facts';
import { loadFacts } from './signals/load';
import { NEED_RULES } from './signals/need-rules';
import { OUT_OF_SCHOOL_RULES } from './signals/out-of-school-rules';

/** Every indicator that education's records can show, and how. */
export const RULES: readonly SignalRule<EducationFacts>[] = [
  ...ATTENDANCE_RULES,
  ...EXCLUSION_RULES,
  ...NEED_RULES,
  ...OUT_OF_SCHOOL_RULES,
  ...CONCERN_RULES,
];

export const signals: SignalDerivation<EducationFacts> = {
  load: loadFacts,
  derive: (facts, today) => deriveSignals(RULES, facts, today),
  indicators: indicatorsOf(RULES),
  categories: categoriesOf(RULES),
};

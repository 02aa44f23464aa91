import type { SignalDerivation } from '../../common/agency/definition';
import { deriveSignals, categoriesOf, indicatorsOf, type SignalRule } from '../../common/signal-rules';
import { CARE_RULES } from './signals/care-rules';
import { CARER_RULES } from './signals/carer-rules';
import { CONTACT_RULES } from './signals/contact-rules';
import { FACTOR_RULES } from './signals/factor-rules';
import type { SocialCareFacts } from './signals/facts';
import { loadFacts } from './signals/load';
import { NEED_RULES } from './signals/need-rules';
import { PROTECTION_RULES } from './signals/protection-rules';

/** Every indicator that children's social care's records can show, and how. */
export const RULES: readonly SignalRule<SocialCareFacts>[] = [
  ...FACTOR_RULES,
  ...NEED_RULES,
  ...PROTECTION_RULES,
  ...CARE_RULES,
  ...CARER_RULES,
  ...CONTACT_RULES,
];

export const signals: SignalDerivation<SocialCareFacts> = {
  load: loadFacts,
  derive: (facts, today) => deriveSignals(RULES, facts, today),
  indicators: indicatorsOf(RULES),
  categories: categoriesOf(RULES),
};

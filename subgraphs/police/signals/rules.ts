import type { SignalRule } from '../../../common/signal-rules';
import { ADULT_CONDUCT_RULES, CHILD_CONDUCT_RULES } from './conduct-rules';
import { CUSTODY_RULES } from './custody-rules';
import { DOMESTIC_ABUSE_RULES } from './domestic-abuse-rules';
import type { PoliceFacts } from './facts';
import { HARM_RULES } from './harm-rules';
import { INTELLIGENCE_RULES } from './intelligence-rules';
import { MARKER_RULES } from './marker-rules';
import { MISSING_RULES } from './missing-rules';

/** Everything that police records can show about the indicator catalogue, by the category the records stand in. */
export const POLICE_RULES: readonly SignalRule<PoliceFacts>[] = [
  ...HARM_RULES,
  ...CHILD_CONDUCT_RULES,
  ...ADULT_CONDUCT_RULES,
  ...DOMESTIC_ABUSE_RULES,
  ...MISSING_RULES,
  ...CUSTODY_RULES,
  ...MARKER_RULES,
  ...INTELLIGENCE_RULES,
];

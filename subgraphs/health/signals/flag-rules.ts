import type { Finding, SignalRule } from '../../../common/signal-rules';
import { londonDate } from '../../../common/time';
import { isConcept } from '../snomed';
import type { HealthFacts } from './facts';
import { atRow, isStanding } from './findings';

type Flag = HealthFacts['flags'][number];

const isActive = (flag: Flag, today: string): boolean => flag.active && (flag.to === null || flag.to >= today);
const since = (flag: Flag): string => flag.from ?? londonDate(flag.knownFrom);

export const FLAG_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'current_protection_plan',
    category: 'flags',
    because:
      'CP-IS says that the child, or the unborn child, is on a child protection plan. The local authority set it, so confirmed.',
    find: ({ flags }, today) =>
      flags
        .filter(
          (flag) =>
            flag.type === 'CP_IS' &&
            isActive(flag, today) &&
            (flag.plan === 'PROTECTION_PLAN' || flag.plan === 'UNBORN_PROTECTION_PLAN'),
        )
        // One plan, whoever tells it: social care's own record is the same event.
        .map((flag) => ({ ...atRow(flag, since(flag), 'CONFIRMED'), event: 'protection-plan' })),
  },
  {
    indicator: 'previously_looked_after',
    category: 'flags',
    because: 'A CP-IS flag said that the child was looked after, and has ended.',
    find: ({ flags }, today) =>
      flags
        .filter((flag) => flag.type === 'CP_IS' && flag.plan === 'LOOKED_AFTER' && flag.to !== null && flag.to < today)
        .map((flag) => atRow(flag, flag.to ?? since(flag), 'CONFIRMED')),
  },
  {
    indicator: 'unsafe_situations',
    category: 'flags',
    because: 'A safeguarding flag stands on the record, without saying why.',
    find: ({ flags }, today) =>
      flags
        .filter((flag) => flag.type === 'SAFEGUARDING' && isActive(flag, today))
        .map((flag) => atRow(flag, since(flag), 'CREDIBLE')),
  },
];

/** A flag, a finding or a family history of FGM: risk to this child, or to the girls of this household. */
export const FGM_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'fgm_risk',
    category: 'fgm',
    because:
      'An FGM flag, or a coded finding, history or family history of FGM (Female Genital Mutilation Act 2003; duty to report section 5B).',
    find: ({ flags, conditions }, today): Finding[] => [
      ...flags
        .filter((flag) => (flag.type === 'FGM' || isConcept(flag, 'fgm')) && isActive(flag, today))
        .map((flag) => atRow(flag, since(flag), 'CREDIBLE')),
      ...conditions.filter((row) => isConcept(row, 'fgm') && isStanding(row, today)).map((row) => atRow(row, row.on, 'CREDIBLE')),
    ],
  },
];

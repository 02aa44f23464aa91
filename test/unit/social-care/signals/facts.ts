import { signals } from '../../../../subgraphs/social-care/signals';
import { NOTHING_KNOWN, type SocialCareFacts } from '../../../../subgraphs/social-care/signals/facts';

/** What social care may hold of a child, each fact as small as it can be, and what is told of it. */

export const TODAY = '2026-11-22';

export const sourced = { id: 'r1', knownFrom: new Date('2026-09-01T09:00:00Z') };
export const shown = (facts: Partial<SocialCareFacts>, today = TODAY) => signals.derive({ ...NOTHING_KNOWN, ...facts }, today);
export const codes = (facts: Partial<SocialCareFacts>, today = TODAY) => shown(facts, today).map(({ indicator }) => indicator);

export const assessed = (factors: string[], change: object = {}) => ({
  ...sourced,
  startedOn: '2026-08-03',
  authorisedOn: '2026-09-14',
  factors,
  ...change,
});
export const referral = (primaryNeed: string, change: object = {}) => ({
  ...{ ...sourced, referredOn: '2026-08-01', closedOn: null, noFurtherAction: false, primaryNeed },
  ...change,
});
export const plan = (change: object = {}) => ({
  ...sourced,
  startedOn: '2026-08-20',
  endedOn: null,
  initialCategory: 'MUL',
  latestCategory: null,
  ...change,
});
export const episode = (legalStatus: string, change: object = {}) => ({
  ...{ ...sourced, startedOn: '2026-06-01', endedOn: null, startReason: 'S', legalStatus, need: 'N1' },
  ...change,
});
export const away = (from: string, type: 'M' | 'A' = 'M') => ({ ...sourced, type, from });
export const outcomes = (change: object) => ({
  ...{ ...sourced, sdqScore: null, convicted: null, immunisations: null, healthCheck: null, substanceMisuse: null },
  ...change,
});

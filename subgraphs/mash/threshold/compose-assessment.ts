import { AGENCIES, type AgencyCode } from '../../registry';
import type { FeedStatus } from '../signals/feed-status';
import { digestOf } from './digest';
import { evaluate, type Missing } from './evaluate';
import type { Weighed } from './evidence-for';
import type { TellingSignal, ThresholdFacts } from './facts';
import type { ThresholdModel } from './model/model';
import { nameOf } from './policy/adopted';
import { findUnderived } from './policy/derived-indicators';
import type { ThresholdPolicy } from './policy/threshold-policy';
import type { Evidence, MissingAnswer, ThresholdAssessment } from './threshold.types';

export const NOTICE =
  'This is advice from coded facts; a person decides. Agencies may hold more than could be used here: what they do not share, ' +
  'have not recorded, or cannot show in coded form.';
export const NOT_SHOWN = 'Part of the level rests on information that may move it but may not be shown.';

export interface AssessmentFacts extends Omit<ThresholdFacts, 'signals'> {
  readonly weighed: readonly Weighed<TellingSignal>[];
}

export interface AssessmentSetting {
  readonly model: ThresholdModel;
  readonly policy: Pick<ThresholdPolicy, 'catalogue' | 'derived'>;
  readonly feeds: ReadonlyMap<string, FeedStatus>;
  readonly now: Date;
}

/**
 * One viewer's assessment. The level and how far it could reach weigh everything that may influence this viewer; all else that
 * they see, the digest included, is worked out again without what may only move the level, so that it tells the level alone.
 */
export function composeAssessment(facts: AssessmentFacts, { model, policy, feeds, now }: AssessmentSetting): ThresholdAssessment {
  const { weighed, ...known } = facts;
  const signalsOf = (some: readonly Weighed<TellingSignal>[]): TellingSignal[] => some.map(({ signal }) => signal);
  const open = weighed.filter(({ influence }) => influence !== 'LEVEL_ONLY');
  const shown = evaluate(model, { ...known, signals: signalsOf(open) });
  const whole = open.length === weighed.length ? shown : evaluate(model, { ...known, signals: signalsOf(weighed) });
  const listed = new Set(signalsOf(weighed.filter(({ influence }) => influence === 'CONTENT')));
  const list = (evidence: readonly TellingSignal[]): Evidence[] =>
    evidence.filter((signal) => listed.has(signal)).map((signal) => shownAs(signal, policy, feeds, now));
  const { level, couldReach, complete } = whole;
  const derived = policy.catalogue.size - findUnderived(policy.catalogue, policy.derived).length;
  return {
    ...{ level, couldReach, complete },
    modelVersion: nameOf(model),
    digest: digestOf(model, { level, couldReach, evidence: shown.weighed, silences: facts.silences }),
    asAt: now,
    rules: shown.rules.map((rule) => ({ ...rule, evidence: list(rule.evidence) })),
    missing: shown.missing.map(missingAs),
    strengths: list(shown.strengths),
    coverage: { indicators: policy.catalogue.size, derived, notDerived: findUnderived(policy.catalogue, policy.derived) },
    notice: level === shown.level && couldReach === shown.couldReach ? NOTICE : `${NOTICE} ${NOT_SHOWN}`,
  };
}

function shownAs(
  signal: TellingSignal,
  { catalogue }: Pick<ThresholdPolicy, 'catalogue'>,
  feeds: ReadonlyMap<string, FeedStatus>,
  now: Date,
): Evidence {
  const { indicator, observedOn, recordedOn, confidence, disputed, relation, source } = signal;
  const heard = feeds.get(signal.agency)?.lastHeardAt;
  return {
    ...{ indicator, observedOn, recordedOn, confidence, disputed, relation, source },
    label: catalogue.get(indicator)?.label ?? indicator,
    agency: codeOf(signal.agency),
    dataAge: heard ? Math.max(0, Math.round((now.getTime() - heard.getTime()) / 1000)) : null,
  };
}

const missingAs = ({ agency, reason, since, indicators }: Missing): MissingAnswer => ({
  ...{ reason, since },
  agency: agency === null ? null : codeOf(agency),
  indicators: [...indicators],
});

function codeOf(name: string): AgencyCode {
  const registered = AGENCIES.find((one) => one.name === name);
  if (registered === undefined) throw new Error('A signal names an agency that the registry does not');
  return registered.agency;
}

import { AGENCIES, type AgencyCode } from '../../registry';
import type { FeedStatus } from '../signals/feed-status';
import type { Missing } from './evaluate';
import type { TellingSignal } from './facts';
import type { ThresholdModel } from './model/model';
import { nameOf } from './policy/adopted';
import { findUnderived } from './policy/derived-indicators';
import type { ThresholdPolicy } from './policy/threshold-policy';
import type { Evidence, MissingAnswer, RuleGap, ThresholdAssessment } from './threshold.types';
import { type AssessmentFacts, weigh } from './weigh';
import { type Gap, wouldFall, wouldRaise } from './would-change';

export const NOTICE =
  'This is advice from coded facts; a person decides. Agencies may hold more than could be used here: what they do not share, ' +
  'have not recorded, or cannot show in coded form.';
export const NOT_SHOWN = 'Part of the level rests on information that may move it but may not be shown.';

export interface AssessmentSetting {
  readonly model: ThresholdModel;
  readonly policy: Pick<ThresholdPolicy, 'catalogue' | 'derived'>;
  readonly feeds: ReadonlyMap<string, FeedStatus>;
  readonly now: Date;
}

/**
 * One viewer's assessment. The level and how far it could reach weigh everything that may influence this viewer; all else that
 * they see comes from what they may know of. Reasons are worked out when they are asked for: a list of cases shows levels alone,
 * and the day on which a level would fall costs as many evaluations as there are days to try.
 */
export function composeAssessment(facts: AssessmentFacts, { model, policy, feeds, now }: AssessmentSetting): ThresholdAssessment {
  const { weighed, ...known } = facts;
  const { level, couldReach, complete, digest, shown, listed } = weigh(facts, model);
  const list = (evidence: readonly TellingSignal[]): Evidence[] =>
    evidence.filter((signal) => listed.has(signal)).map((signal) => shownAs(signal, policy, feeds, now));
  const isWhole = level === shown.level && couldReach === shown.couldReach;
  const named = model.levels.find((one) => one.level === level);
  return {
    ...{ level, couldReach, complete, digest },
    levelName: named?.name ?? '',
    response: named?.response ?? '',
    modelVersion: nameOf(model),
    asAt: now,
    notice: isWhole ? NOTICE : `${NOTICE} ${NOT_SHOWN}`,
    get rules() {
      return shown.rules.map((rule) => ({ ...rule, evidence: list(rule.evidence), couldTell: rule.couldTell.map(codeOf) }));
    },
    get missing() {
      return shown.missing.map(missingAs);
    },
    get strengths() {
      return list(shown.strengths);
    },
    get wouldRaise() {
      return wouldRaise(model, known, shown).map(({ gaps, ...rule }) => ({
        ...rule,
        gaps: gaps.map((one) => gapAs(one, policy)),
      }));
    },
    get wouldFall() {
      // What moves the level unseen would also keep it up unseen: no day can be named then.
      return isWhole ? wouldFall(model, known, shown) : null;
    },
    get dataAges() {
      return AGENCIES.map(({ name, agency }) => ({ agency, seconds: ageOf(name, feeds, now) }));
    },
    get coverage() {
      const underived = findUnderived(policy.catalogue, policy.derived);
      return { indicators: policy.catalogue.size, derived: policy.catalogue.size - underived.length, notDerived: underived };
    },
  };
}

const ageOf = (agency: string, feeds: AssessmentSetting['feeds'], now: Date): number | null => {
  const heard = feeds.get(agency)?.lastHeardAt;
  return heard ? Math.max(0, Math.round((now.getTime() - heard.getTime()) / 1000)) : null;
};

/** Who could tell it: the agencies that derive any of its indicators. */
const gapAs = ({ kind, count, indicators }: Gap, { derived }: Pick<ThresholdPolicy, 'derived'>): RuleGap => ({
  ...{ kind, count },
  couldTell: AGENCIES.filter(({ name }) => indicators.some((code) => derived.get(name)?.has(code))).map(({ agency }) => agency),
});

function shownAs(
  signal: TellingSignal,
  { catalogue }: Pick<ThresholdPolicy, 'catalogue'>,
  feeds: ReadonlyMap<string, FeedStatus>,
  now: Date,
): Evidence {
  const { indicator, observedOn, recordedOn, confidence, disputed, relation, source } = signal;
  return {
    ...{ indicator, observedOn, recordedOn, confidence, disputed, relation, source },
    label: catalogue.get(indicator)?.label ?? indicator,
    agency: codeOf(signal.agency),
    dataAge: ageOf(signal.agency, feeds, now),
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

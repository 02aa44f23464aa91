import type { Relation } from '../../../common/access/subject';
import type { Silence, TellingSignal } from '../threshold/facts';
import type { Influence } from '../threshold/evidence-for';
import type { AssessmentFacts } from '../threshold/weigh';

/** The facts of an assessment as they are kept: plain JSON, from which the same facts are made again. */
export interface KeptFacts {
  readonly today: string;
  readonly child: AssessmentFacts['child'];
  readonly household: AssessmentFacts['household'];
  readonly judgements: AssessmentFacts['judgements'];
  readonly weighed: readonly { readonly signal: TellingSignal; readonly influence: Influence }[];
  readonly silences: readonly {
    readonly agency: string;
    readonly reason: Silence['reason'];
    readonly since: string | null;
    readonly indicators: readonly string[];
    readonly about?: readonly Relation[];
  }[];
}

export function keptFacts({ today, child, household, judgements, weighed, silences }: AssessmentFacts): KeptFacts {
  return {
    ...{ today, child, household, judgements },
    weighed: weighed.map(({ signal, influence }) => ({ signal, influence })),
    silences: silences.map(({ agency, reason, since, indicators, about }) => ({
      ...{ agency, reason, since: since?.toISOString() ?? null, indicators: [...indicators] },
      ...(about === undefined ? {} : { about: [...about] }),
    })),
  };
}

export function factsFromKept({ silences, ...kept }: KeptFacts): AssessmentFacts {
  return {
    ...kept,
    silences: silences.map(({ agency, reason, since, indicators, about }) => ({
      ...{ agency, reason, since: since === null ? null : new Date(since), indicators: new Set(indicators) },
      ...(about === undefined ? {} : { about: new Set(about) }),
    })),
  };
}

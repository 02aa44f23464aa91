import type { Agreement, Category } from '../../../common/access/agreement';
import { Shape } from '../../../common/access/shape';
import type { View } from '../../../common/access/subject';
import type { Silence, TellingSignal, ThresholdFacts } from '../../../subgraphs/mash/threshold/facts';
import { loadAdopted } from '../../../subgraphs/mash/threshold/policy/adopted';
import { loadCatalogue } from '../../../subgraphs/mash/threshold/policy/indicators';
import type { ThresholdModel } from '../../../subgraphs/mash/threshold/model/model';
import { readCondition } from '../../../subgraphs/mash/threshold/model/read-condition';

export const TODAY = '2026-11-22';
export const NOW = new Date('2026-11-22T12:00:00Z');
export const CATALOGUE = loadCatalogue('policy/indicators.yaml');
/** Every model that is adopted or kept to be compared with. */
export const MODELS = loadAdopted('policy/thresholds', CATALOGUE).map(({ model }) => model);
export const CONTINUUM = MODELS[0] as ThresholdModel;

let told = 0;
/** A signal about the child, told by health yesterday, from a record of its own. */
export function signal(indicator: string, over: Partial<TellingSignal> = {}): TellingSignal {
  told += 1;
  return {
    ...{ indicator, agency: 'health', observedOn: '2026-11-21', recordedOn: '2026-11-21', confidence: 'CREDIBLE' },
    ...{ category: 'attendances', source: `record-${told}`, disputed: false, relation: 'SUBJECT' },
    ...over,
  };
}

export function facts(signals: readonly TellingSignal[] = [], over: Partial<ThresholdFacts> = {}): ThresholdFacts {
  return {
    ...{ today: TODAY, signals, silences: [], judgements: {} },
    child: { unborn: false, dateOfBirth: '2018-03-04' },
    household: { adults: 1, children: 0 },
    ...over,
  };
}

export const silence = (agency: string, ...indicators: string[]): Silence => ({
  ...{ agency, reason: 'UNAVAILABLE', since: new Date('2026-11-22T11:00:00Z') },
  indicators: new Set(indicators),
});

/** A model of one level-4 rule with this condition, read as a file would be. @throws the first problem of the condition. */
export function ruled(...conditions: readonly unknown[]): ThresholdModel {
  const problems: string[] = [];
  const rules = conditions.map((when, index) => ({
    ...{ id: `T-${index + 1}`, level: Math.max(2, 4 - index), wording: 'A rule to try.', source: 'A test' },
    when: readCondition(Shape.of(when, 'when', problems), CATALOGUE),
  }));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { ...CONTINUUM, rules };
}

export const VIEW: View = {
  ...{ kind: 'view', sub: 's', agency: 'MASH', roles: ['mash_analyst'], purpose: 'SECTION_47', caseId: 'c', level: 4 },
  ...{ basis: 'PUBLIC_TASK', relation: 'SUBJECT', protect: [], person: 'p', rid: 'r' },
};

const LINE: Category['content'][number] = {
  ...{ id: '1', roles: ['mash_analyst'], purposes: ['SECTION_47'], fromLevel: 4, bases: ['PUBLIC_TASK'], relations: ['SUBJECT'] },
};

/** A category of health that the analyst may read, unless told otherwise. */
export function category(over: Partial<Category> = {}): Category {
  return {
    ...{ id: 'attendances', title: 'x', fields: [], content: [LINE], existence: [], own: [], threshold: 'full' },
    ...{ feed: { basis: 'PUBLIC_TASK' }, locating: false, identifying: false, tell: 'x', owner: 'x', reviewed: '2026-01-01' },
    ...over,
  };
}

export const MAY_KNOW: Partial<Category> = { content: [], existence: [LINE] };

export function agreements(categories: readonly Category[], over: Partial<Agreement> = {}): Map<string, Agreement> {
  const agreement: Agreement = {
    ...{ agency: 'HEALTH', version: '1', title: 'x', validFrom: '2026-01-01', validUntil: '2027-01-01' },
    categories: new Map(categories.map((one) => [one.id, one])),
    categoryOf: new Map(),
    ...over,
  };
  return new Map([['HEALTH', agreement]]);
}

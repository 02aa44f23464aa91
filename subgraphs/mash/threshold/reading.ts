import { RELATIONS } from '../../../common/access/vocabulary';
import { addDays, ageOn } from '../../../common/time';
import { inOrder, type Ordered } from './digest';
import { standsOn, type TellingSignal, type ThresholdFacts } from './facts';
import { type Selector, selectorsIn, type ThresholdModel } from './model/model';
import { areaOf, type Catalogue } from './policy/indicators';

const CONFIDENCES = ['CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'] as const;
const NONE: readonly Ordered[] = [];

/** The facts as one model reads them: only signals that stand today and say something to it, in one order. */
export class Reading {
  readonly catalogue: Catalogue;
  #age: number | undefined;

  constructor(
    readonly facts: Omit<ThresholdFacts, 'signals'>,
    readonly ordered: readonly Ordered[],
    private readonly questions: Questions,
    private readonly answers: readonly (readonly Ordered[] | undefined)[],
  ) {
    this.catalogue = questions.model.catalogue;
  }

  /** The signals that a condition of the model is about. */
  found(selector: Selector): readonly Ordered[] {
    const question = this.questions.numberOf.get(selector);
    if (question === undefined) throw new Error('A condition of another model was asked');
    return this.answers[question] ?? NONE;
  }

  /** Of a child who is born, in completed years; undefined when nobody knows. */
  get age(): number | undefined {
    const { child, today } = this.facts;
    if (this.#age === undefined && child.dateOfBirth !== undefined) this.#age = ageOn(child.dateOfBirth, today);
    return this.#age;
  }
}

/** The facts as this model reads them. */
export function readingOf(model: ThresholdModel, facts: ThresholdFacts): Reading {
  const questions = questionsOf(model);
  const said = facts.signals.filter((signal) => standsOn(signal, facts.today) && questions.asking(signal) !== undefined);
  return read(questions, facts, inOrder(said));
}

/** As `readingOf`, of signals that are in order already and say something to this model. */
export function readingFrom(model: ThresholdModel, facts: Omit<ThresholdFacts, 'signals'>, ordered: readonly Ordered[]): Reading {
  const standing = ordered.filter(({ signal }) => standsOn(signal, facts.today));
  return read(questionsOf(model), facts, standing);
}

function read(questions: Questions, facts: Omit<ThresholdFacts, 'signals'>, ordered: readonly Ordered[]): Reading {
  const answers: Ordered[][] = new Array(questions.selectors.length);
  const since = questions.since(facts.today);
  for (const one of ordered) {
    for (const question of questions.asking(one.signal) ?? []) {
      if (one.signal.observedOn < (since[question] ?? '')) continue;
      const known = answers[question];
      if (known === undefined) answers[question] = [one];
      else known.push(one);
    }
  }
  return new Reading(facts, ordered, questions, answers);
}

/** What the conditions of one model ask for: worked out once a model, so that a child's signals are gone through once. */
class Questions {
  readonly selectors: readonly Selector[];
  readonly numberOf: ReadonlyMap<Selector, number>;
  /** By indicator, then relation and confidence. */
  readonly #asking = new Map<string, (readonly number[] | null)[]>();
  #since: { readonly today: string; readonly dates: readonly string[] } = { today: '', dates: [] };

  constructor(readonly model: ThresholdModel) {
    this.selectors = model.rules.flatMap(({ when }) => selectorsIn(when));
    this.numberOf = new Map(this.selectors.map((selector, index) => [selector, index]));
  }

  /** Questions that a signal of this kind answers, whenever it was observed. Undefined: it says nothing to this model. */
  asking({ indicator, relation, confidence }: TellingSignal): readonly number[] | undefined {
    const kind = RELATIONS.indexOf(relation) * CONFIDENCES.length + CONFIDENCES.indexOf(confidence);
    let kinds = this.#asking.get(indicator);
    if (kinds === undefined) {
      // What the catalogue does not know is not remembered: there is no end of it.
      if (!this.model.catalogue.has(indicator)) return undefined;
      kinds = [];
      this.#asking.set(indicator, kinds);
    }
    let asking = kinds[kind];
    if (asking === undefined) {
      asking = this.#work(indicator, relation, confidence);
      kinds[kind] = asking;
    }
    return asking ?? undefined;
  }

  /** First day that each question looks back to; empty for one that looks back over everything. */
  since(today: string): readonly string[] {
    if (this.#since.today !== today) {
      const dates = this.selectors.map(({ within }) => (within === undefined ? '' : addDays(today, -within)));
      this.#since = { today, dates };
    }
    return this.#since.dates;
  }

  #work(
    indicator: string,
    relation: TellingSignal['relation'],
    confidence: TellingSignal['confidence'],
  ): readonly number[] | null {
    const { catalogue, householdAreas } = this.model;
    const known = catalogue.get(indicator);
    // An indicator of a later catalogue means nothing to this model, so it may not change its digest either.
    if (known === undefined) return null;
    if (relation !== 'SUBJECT' && known.class !== 'PROTECTIVE_FACTOR' && !householdAreas.has(areaOf(known))) return null;
    return this.selectors.flatMap((one, index) =>
      one.indicators.has(indicator) && one.about.has(relation) && one.confidence.has(confidence) ? [index] : [],
    );
  }
}

const known = new WeakMap<ThresholdModel, Questions>();

function questionsOf(model: ThresholdModel): Questions {
  const worked = known.get(model) ?? new Questions(model);
  known.set(model, worked);
  return worked;
}

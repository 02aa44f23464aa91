import { blockingKeysOf } from '../blocking';
import type { ComparedField } from '../comparison';
import { countFrequencies } from '../frequencies';
import { loadModel } from '../load-model';
import type { ModelFile } from '../model';
import { type Candidates, findCandidates } from '../pairs/candidates';
import { countPairs, type PairSpace } from '../pairs/pair-space';
import { averaged, type BlockReport, learnFrom, learnPrior, withoutMatches } from './estimate';
import type { PreparedPerson } from '../prepare/prepared';
import { estimateHousehold } from './household';
import { type Observations, observe, pick } from './observations';
import { asFields, countLevels, type Parameters, parametersOf, sharesOf, weighAll } from './parameters';
import { pooled } from './pool';
import { randomPairs } from './random';
import { startingPoint } from './starting-point';

export interface TrainOptions {
  readonly name: string;
  readonly trainedOn: string;
  readonly seed: number;
  /** Pairs drawn at random to learn how often strangers agree. */
  readonly randomPairs: number;
  /** Rounds of expectation and maximisation in each block. */
  readonly iterations: number;
  /** How many pairs the starting beliefs weigh as much as. */
  readonly beliefs: number;
}

export const DEFAULT_OPTIONS = { seed: 20_261_122, randomPairs: 200_000, iterations: 25, beliefs: 20 } as const;

/** What a training did, for the model's report. */
export interface TrainingReport {
  readonly people: number;
  readonly pairs: number;
  readonly options: TrainOptions;
  readonly blocks: readonly BlockReport[];
  /** Pairs that are expected to be of one person. */
  readonly expectedMatches: number;
}

export interface Trained {
  readonly file: ModelFile;
  readonly report: TrainingReport;
  /** The pairs that were compared, with the bits for each, before what a household shares is limited. */
  readonly candidates: Candidates & { readonly weights: Float64Array };
}

/**
 * Each block holds some agreement fixed; the other fields' agreement among the same people is learned from it. A home or a contact counts with
 * the given name only: by itself it would teach what the people of one household have in common.
 */
const BLOCKS: readonly { readonly kind: string; readonly withGiven?: true; readonly fixed: readonly ComparedField[] }[] = [
  { kind: 'birth:', fixed: ['birth'] },
  { kind: 'names:', fixed: ['given', 'family'] },
  { kind: 'postcode:', withGiven: true, fixed: ['postcode', 'given'] },
  { kind: 'contact:', withGiven: true, fixed: ['contact', 'given'] },
  { kind: 'nhs:', fixed: ['nhsNumber'] },
  { kind: 'upn:', fixed: ['upn'] },
  { kind: 'id:', fixed: ['localId'] },
];

/** Times that matches, strangers and the prior are learned from one another. */
const ROUNDS = 4;

/** Estimates a model from records alone, without any label. */
export function train(space: PairSpace, options: TrainOptions): Trained {
  const pairs = countPairs(space);
  const start = startingPoint();
  const believed = parametersOf(start);
  const frequencies = countFrequencies(space.people);
  const tables = loadModel({ ...options, prior: 0.5, household: 0.5, fields: start, frequencies }).frequencies;

  const all = findCandidates(space);
  const candidates = observe(space, all.left, all.right, tables);
  const place = placesOf(space, all);
  const blocks = BLOCKS.map((block) => ({ ...block, seen: blockOf(space, block, candidates, place) }));
  const drawn = randomPairs(space, Math.min(options.randomPairs, pairs * 4), options.seed);
  const strangers = observe(space, drawn.left, drawn.right, tables);
  const others = pick(
    strangers,
    placesWhere(drawn, (left, right) => place(left, right) === undefined),
  );

  const met = sharesOf(
    countLevels(strangers, () => 1),
    believed.u,
    options.beliefs,
  );
  let known: Parameters = { ...believed, u: met };
  let household = estimateHousehold(candidates, known, pairs);
  let prior = 1 / Math.max(2, space.people.length);
  let reports: readonly BlockReport[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    known = { ...known, householdLimit: -Math.log2(household) };
    const learned = blocks.filter(({ seen }) => seen.size > 0).map((block) => learnFrom(block, known, believed, options));
    reports = learned.map(({ report }) => report);
    known = pooled({ ...known, m: averaged(learned, believed, options.beliefs) });
    prior = learnPrior(candidates, known, prior, pairs);
    known = { ...known, u: withoutMatches({ candidates, others, pairs }, known, prior, believed, options.beliefs) };
    household = estimateHousehold(candidates, known, pairs);
  }
  known = pooled(known);
  prior = learnPrior(candidates, known, prior, pairs);

  const bits = Math.log2(prior / (1 - prior));
  return {
    file: {
      name: options.name,
      trainedOn: options.trainedOn,
      prior: Number(prior.toPrecision(6)),
      household: Number(household.toPrecision(6)),
      fields: asFields(known),
      frequencies,
    },
    report: { people: space.people.length, pairs, options, blocks: reports, expectedMatches: prior * pairs },
    candidates: { ...all, weights: weighAll(candidates, known).map((weight) => weight + bits) },
  };
}

type Place = (left: number, right: number) => number | undefined;

/** Where a pair stands among the candidates. */
function placesOf({ people }: PairSpace, { left, right }: Candidates): Place {
  const places = new Map<number, number>();
  left.forEach((one, at) => void places.set(one * people.length + (right[at] as number), at));
  return (one, other) => places.get(one * people.length + other);
}

function blockOf(
  space: PairSpace,
  { kind, withGiven }: { readonly kind: string; readonly withGiven?: true },
  candidates: Observations,
  place: Place,
): Observations {
  const keysOf = (person: PreparedPerson): string[] => {
    const keys = blockingKeysOf(person).filter((key) => key.startsWith(kind));
    const sounds = person.names.flatMap(({ givenSounds }) => givenSounds);
    return withGiven ? keys.flatMap((key) => sounds.map((sound) => `${key}+${sound}`)) : keys;
  };
  const { left, right } = findCandidates(space, keysOf);
  const places = [...left].map((one, at) => place(one, right[at] as number));
  return pick(
    candidates,
    places.filter((at) => at !== undefined),
  );
}

const placesWhere = (
  { left, right }: { readonly left: Uint32Array; readonly right: Uint32Array },
  wants: (left: number, right: number) => boolean,
): number[] => [...left.keys()].filter((at) => wants(left[at] as number, right[at] as number));

import { blockingKeysOf } from '../blocking';
import { FIELDS } from '../compare/fields';
import type { ComparedField } from '../comparison';
import { countFrequencies } from '../frequencies';
import { loadModel } from '../load-model';
import type { ModelFile } from '../model';
import { type Candidates, findCandidates } from '../pairs/candidates';
import { countPairs, type PairSpace } from '../pairs/pair-space';
import { averaged, type BlockReport, learnFrom, learnPrior, withoutMatches } from './estimate';
import { estimateHousehold } from './household';
import { type Observations, observe, pick } from './observations';
import { asFields, countLevels, type Parameters, parametersOf, sharesOf, weighAll } from './parameters';
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

/** Each block holds some agreement fixed; the other fields' agreement among the same people is learned from it. */
const BLOCKS: readonly { readonly kind: string; readonly fixed: readonly ComparedField[] }[] = [
  { kind: 'birth:', fixed: ['birth'] },
  { kind: 'postcode:', fixed: ['postcode'] },
  { kind: 'names:', fixed: ['given', 'family'] },
  { kind: 'contact:', fixed: ['contact'] },
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
  const blocks = BLOCKS.map((block) => ({ ...block, seen: blockOf(space, block.kind, candidates, place) }));
  const drawn = randomPairs(space, Math.min(options.randomPairs, pairs * 4), options.seed);
  const strangers = observe(space, drawn.left, drawn.right, tables);
  const others = pick(
    strangers,
    placesWhere(drawn, (left, right) => place(left, right) === undefined),
  );

  let known: Parameters = {
    m: believed.m,
    u: sharesOf(
      countLevels(strangers, () => 1),
      believed.u,
      options.beliefs,
    ),
  };
  let prior = 1 / Math.max(2, space.people.length);
  let reports: readonly BlockReport[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const learned = blocks.filter(({ seen }) => seen.size > 0).map((block) => learnFrom(block, known, believed, options));
    reports = learned.map(({ report }) => report);
    known = { m: averaged(learned, believed, options.beliefs), u: known.u };
    prior = learnPrior(candidates, known, prior, pairs);
    known = { m: known.m, u: withoutMatches({ candidates, others, pairs }, known, prior, believed, options.beliefs) };
  }
  prior = learnPrior(candidates, known, prior, pairs);

  const bits = Math.log2(prior / (1 - prior));
  return {
    file: {
      name: options.name,
      trainedOn: options.trainedOn,
      prior: Number(prior.toPrecision(6)),
      household: Number(estimateHousehold(candidates, known, pairs).toPrecision(6)),
      fields: asFields(known),
      frequencies,
    },
    report: { people: space.people.length, pairs, options, blocks: reports, expectedMatches: prior * pairs },
    candidates: { ...all, weights: weighAll(candidates, known, ALL).map((weight) => weight + bits) },
  };
}

const ALL = FIELDS.map(() => true);

type Place = (left: number, right: number) => number | undefined;

/** Where a pair stands among the candidates. */
function placesOf({ people }: PairSpace, { left, right }: Candidates): Place {
  const places = new Map<number, number>();
  left.forEach((one, at) => void places.set(one * people.length + (right[at] as number), at));
  return (one, other) => places.get(one * people.length + other);
}

function blockOf(space: PairSpace, kind: string, candidates: Observations, place: Place): Observations {
  const { left, right } = findCandidates(space, (person) => blockingKeysOf(person).filter((key) => key.startsWith(kind)));
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

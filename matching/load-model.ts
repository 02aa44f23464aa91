import { FIELDS, LEVELS } from './compare/fields';
import type { ComparedField } from './comparison';
import type { Chances, Frequencies, FrequencyTable, MatchingModel, ModelFile } from './model';

/** What stands in a model's file cannot be used. */
export class InvalidModel extends Error {
  override readonly name = 'InvalidModel';
}

/** Prepares a model for comparing. @throws InvalidModel when a field or level is missing, unknown, or no chance */
export function loadModel(file: ModelFile): MatchingModel {
  const problems = [...problemsOf(file)];
  if (problems.length > 0) throw new InvalidModel(`Not a matching model: ${problems.join('; ')}`);
  const weights = Object.fromEntries(
    FIELDS.map((field) => [field, new Map(Object.entries(file.fields[field]).map(([level, chances]) => [level, bits(chances)]))]),
  ) as Record<ComparedField, Map<string, number>>;
  const priorWeight = Math.log2(file.prior / (1 - file.prior));
  return {
    name: file.name,
    file,
    priorWeight,
    householdLimit: -Math.log2(file.household),
    weights,
    frequencies: tables(file.frequencies),
  };
}

/** The same model with other frequencies of names and places: those of the index in which it compares. */
export const withFrequencies = (model: MatchingModel, frequencies: ModelFile['frequencies']): MatchingModel =>
  loadModel({ ...model.file, frequencies });

/** The same model for an index of another size: the chance that two records of it are of one person. */
export const withPrior = (model: MatchingModel, prior: number, household: number): MatchingModel =>
  loadModel({ ...model.file, prior, household });

const bits = ({ m, u }: Chances): number => Math.log2(m / u);

const tables = (given: ModelFile['frequencies']): MatchingModel['frequencies'] =>
  Object.fromEntries(
    Object.entries(given).map(([field, { values, unlisted }]: [string, Frequencies]): [string, FrequencyTable] => [
      field,
      { values: new Map(Object.entries(values)), unlisted },
    ]),
  );

const isChance = (value: unknown): boolean => typeof value === 'number' && value > 0 && value < 1;

function* problemsOf(file: ModelFile): Generator<string> {
  if (typeof file?.name !== 'string') yield 'it has no name';
  if (!isChance(file?.prior)) yield 'prior is no chance';
  if (!isChance(file?.household)) yield 'household is no chance';
  for (const field of FIELDS) {
    const levels: Readonly<Record<string, Chances>> = file?.fields?.[field] ?? {};
    for (const level of LEVELS[field]) {
      if (!isChance(levels[level]?.m) || !isChance(levels[level]?.u)) yield `${field}.${level} has no chances`;
    }
    for (const level of Object.keys(levels)) if (!LEVELS[field].includes(level)) yield `${field}.${level} is not a level`;
  }
  for (const [field, table] of Object.entries(file?.frequencies ?? {})) {
    if (!isChance(table.unlisted) || !Object.values(table.values).every(isChance)) yield `frequencies of ${field} are no chances`;
  }
}

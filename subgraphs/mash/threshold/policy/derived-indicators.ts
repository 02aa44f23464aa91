import { readFileSync } from 'node:fs';
import { InvalidPolicy } from '../../../../common/access/policy-error';
import { readYaml } from '../../../../common/access/read-yaml';
import { Shape } from '../../../../common/access/shape';
import type { Catalogue } from './indicators';

/** Indicators that an agency's records can show, by registry name: what is not known while it does not answer. */
export type DerivedIndicators = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads the generated `policy/derived-indicators.yaml`: the hub knows what an agency derives as data, never from its code.
 *
 * @param agencies registry names, each of which must be listed.
 * @throws InvalidPolicy when an agency is missing or an indicator is not in the catalogue.
 */
export function loadDerivedIndicators(file: string, agencies: readonly string[], catalogue: Catalogue): DerivedIndicators {
  const problems: string[] = [];
  const document = Shape.of(readYaml(readFileSync(file, 'utf8'), file), '', problems);
  const told = Shape.of(document.raw('agencies'), 'agencies', problems);
  told.onlyKeys(agencies);
  const known = [...catalogue.keys()];
  const derived = new Map(agencies.map((name) => [name, new Set(told.words(name, known, 0))] as const));
  if (problems.length > 0) throw new InvalidPolicy(file, [...problems, 'this file is generated: run npm run derived-indicators']);
  return derived;
}

/** Indicators of the catalogue that no connected agency derives, in its order: the model weighs them in vain. */
export function findUnderived(catalogue: Catalogue, derived: DerivedIndicators): string[] {
  const all = new Set([...derived.values()].flatMap((codes) => [...codes]));
  return [...catalogue.keys()].filter((code) => !all.has(code));
}

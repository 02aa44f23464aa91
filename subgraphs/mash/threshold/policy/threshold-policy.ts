import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidPolicy } from '../../../../common/access/policy-error';
import { sha256 } from '../../../../common/publishing/digest';
import type { ThresholdModel } from '../model/model';
import { type AdoptedModel, loadAdopted } from './adopted';
import { type AdvicePolicy, loadAdvicePolicy } from './advice-policy';
import { type DerivedIndicators, loadDerivedIndicators } from './derived-indicators';
import { type Catalogue, loadCatalogue } from './indicators';

/** All policy that the threshold is made of; data, read once at start. */
export interface ThresholdPolicy {
  readonly catalogue: Catalogue;
  readonly derived: DerivedIndicators;
  readonly adopted: readonly AdoptedModel[];
  readonly advice: AdvicePolicy;
  /** The catalogue's own file and its SHA-256: kept with what it advised. */
  readonly catalogueFile: { readonly sha256: string; readonly text: string };
}

/**
 * Reads `indicators.yaml`, `derived-indicators.yaml`, `advice.yaml` and `thresholds/` of a policy folder.
 *
 * @param agencies registry names.
 * @param today ISO date, on which some model must be in effect.
 * @throws InvalidPolicy; the hub does not start without a model it can trust.
 */
export function loadThresholdPolicy(policyDir: string, agencies: readonly string[], today: string): ThresholdPolicy {
  const catalogue = loadCatalogue(join(policyDir, 'indicators.yaml'));
  const derived = loadDerivedIndicators(join(policyDir, 'derived-indicators.yaml'), agencies, catalogue);
  const text = readFileSync(join(policyDir, 'indicators.yaml'), 'utf8');
  const policy = {
    ...{ catalogue, derived, adopted: loadAdopted(join(policyDir, 'thresholds'), catalogue) },
    advice: loadAdvicePolicy(join(policyDir, 'advice.yaml')),
    catalogueFile: { sha256: sha256(text), text },
  };
  if (findModel(policy, today) === undefined)
    throw new InvalidPolicy('adopted.yaml', [`no threshold model is in effect on ${today}`]);
  return policy;
}

/** The model that advises on that day. */
export function findModel({ adopted }: Pick<ThresholdPolicy, 'adopted'>, today: string): ThresholdModel | undefined {
  return adopted.find(({ advises, from, until }) => advises && from <= today && (until === undefined || today <= until))?.model;
}

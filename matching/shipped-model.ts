import { createHash } from 'node:crypto';
import { InvalidModel, loadModel } from './load-model';
import type { MatchingModel, ModelFile } from './model';
import england from './models/england-1.json';

/** SHA-256 of the adopted model's content: what was measured and reported is what compares. */
const ADOPTED = 'ffd792b6e13974f7b36ea6a24c6385c6da2f51d8c4d2bff2ff3c59798ac40e4f';

let loaded: MatchingModel | undefined;

/** The model that this version ships. @throws InvalidModel when its file is not the adopted one */
export function shippedModel(): MatchingModel {
  if (loaded === undefined) {
    if (digestOf(england) !== ADOPTED) throw new InvalidModel('matching/models/england-1.json is not the adopted model');
    loaded = loadModel(england);
  }
  return loaded;
}

/** Digest of a model's content, however its file is laid out. */
export const digestOf = (file: ModelFile): string => createHash('sha256').update(JSON.stringify(file)).digest('hex');

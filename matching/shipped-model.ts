import { createHash } from 'node:crypto';
import { InvalidModel, loadModel } from './load-model';
import type { MatchingModel, ModelFile } from './model';
import england from './models/england-1.json';

/** SHA-256 of the adopted model's content: what was measured and reported is what compares. */
const ADOPTED = 'cd1d7eb8c32ccb4f17fb0747b784ff303eb39f84234ed0c9c6f8e6cb8be8174a';

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

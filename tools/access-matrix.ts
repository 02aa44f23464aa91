import { join } from 'node:path';
import { loadAgreements } from '../common/access/load-agreements';
import { accessMatrix } from '../common/access/matrix';
import { HUB_CODE } from '../common/access/vocabulary';
import { AGENCIES } from '../subgraphs/registry';

const AGREEMENTS_DIR = join('policy', 'agreements');

/** The matrix of every registered agency and the hub, from the agreements in `policy/agreements`. */
export function currentMatrix(root = '.'): string {
  const agreements = loadAgreements(join(root, AGREEMENTS_DIR), [...AGENCIES.map(({ agency }) => agency), HUB_CODE]);
  return accessMatrix([...agreements.values()]);
}

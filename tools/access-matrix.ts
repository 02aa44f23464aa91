import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAgreements } from '../common/access/load-agreements';
import { accessMatrix } from '../common/access/matrix';
import { HUB_CODE } from '../common/access/vocabulary';
import { AGENCIES } from '../subgraphs/registry';

const AGREEMENTS_DIR = join('policy', 'agreements');
const MATRIX_FILE = join('schema', 'access-matrix.md');

/** The matrix of every registered agency and the hub, from the agreements in `policy/agreements`. */
export function currentMatrix(root = '.'): string {
  const agreements = loadAgreements(join(root, AGREEMENTS_DIR), [...AGENCIES.map(({ agency }) => agency), HUB_CODE]);
  return accessMatrix([...agreements.values()]);
}

/** `access-matrix` writes `schema/access-matrix.md`; `access-matrix --check` fails when it is not what the agreements say. */
function main(): void {
  const matrix = currentMatrix();
  if (!process.argv.includes('--check')) {
    writeFileSync(MATRIX_FILE, matrix);
    process.stdout.write(`${MATRIX_FILE} written\n`);
  } else if (readFileSync(MATRIX_FILE, 'utf8') !== matrix) {
    process.stderr.write(`${MATRIX_FILE} is not what the agreements say: run npm run schema\n`);
    process.exitCode = 1;
  }
}

if (require.main === module) main();

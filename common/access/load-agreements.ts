import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agreement } from './agreement';
import { compileAgreement } from './compile-agreement';
import { InvalidPolicy } from './policy-error';
import { nameOf } from './vocabulary';

/**
 * Reads and compiles the agreements of these agencies.
 *
 * @param dir folder of `<agency name>.yaml`, usually `policy/agreements`.
 * @param codes registry codes, `MASH` for the hub's own.
 * @returns agreements by registry code.
 * @throws InvalidPolicy with the problems of all files together, a missing file among them.
 */
export function loadAgreements(dir: string, codes: readonly string[]): Map<string, Agreement> {
  const agreements = new Map<string, Agreement>();
  const problems: string[] = [];
  for (const code of codes) {
    const file = `${nameOf(code)}.yaml`;
    const text = readOrUndefined(join(dir, file));
    if (text === undefined) {
      problems.push(`${file}: is missing; ${code} shares nothing without an agreement`);
      continue;
    }
    try {
      agreements.set(code, compileAgreement(text, file));
    } catch (error) {
      if (!(error instanceof InvalidPolicy)) throw error;
      problems.push(...error.problems.map((problem) => `${file}: ${problem}`));
    }
  }
  if (problems.length > 0) throw new InvalidPolicy('sharing agreements', problems);
  return agreements;
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agreement } from '../common/access/agreement';
import { compileAgreement } from '../common/access/compile-agreement';
import { loadAgreements } from '../common/access/load-agreements';
import { loadPurposes } from '../common/access/purposes';
import { HUB_CODE, nameOf } from '../common/access/vocabulary';
import { AGENCIES } from '../subgraphs/registry';
import { changesBetween } from './access-proof/changes';
import { prove } from './access-proof/prove';
import { accessReport, type Changed } from './access-proof/report';
import { type Command, FLAG, readTyped, runCommand, TEXT } from './command-line';

const POLICY = 'policy';
const CODES = [HUB_CODE, ...AGENCIES.map(({ agency }) => agency)];

const USAGE = `Usage: npm run access-report -- [--from <folder or Git revision>] [--to <folder or Git revision>] [--out <file>] [--changes-only]

  Proves the agreements against Cedar and says in plain English what changes for whom between two versions of them.
  Without --from the last commit is compared with the files as they stand.`;

/** Writes the report. @returns 1 when the agreements are not what Cedar says */
function main(argv: readonly string[]): number {
  const { values } = readTyped({
    argv,
    options: { from: TEXT, to: TEXT, out: TEXT, 'changes-only': FLAG },
    usage: USAGE,
    atMost: 0,
  });
  const { from = 'HEAD', out = 'access-report.md' } = values;
  const purposes = loadPurposes(join(POLICY, 'purposes.yaml'));
  const now = values.to === undefined ? loadAgreements(join(POLICY, 'agreements'), CODES) : agreementsOf(values.to);
  const before = agreementsOf(from);
  const changes = CODES.flatMap((code): Changed[] => {
    const [was, is] = [before.get(code), now.get(code)];
    return was && is ? [{ before: was, after: is, sentences: changesBetween(was, is, purposes) }] : [];
  });
  const proof = values['changes-only'] ? undefined : prove([...now.values()], purposes, join(POLICY, 'cedar'), CODES);
  writeFileSync(out, accessReport(changes, proof));
  process.stdout.write(`${out} written\n`);
  if (proof === undefined || proof.wrong.length === 0) return 0;
  process.stderr.write(`${proof.wrong.slice(0, 20).join('\n')}\n`);
  return 1;
}

/** The agreements of a folder of `<agency>.yaml`, or of a revision of this repository. */
function agreementsOf(source: string): Map<string, Agreement> {
  return new Map(
    CODES.map((code) => {
      const file = `${nameOf(code)}.yaml`;
      return [code, compileAgreement(textOf(source, file), file)] as const;
    }),
  );
}

function textOf(source: string, file: string): string {
  try {
    return readFileSync(join(source, file), 'utf8');
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code))) throw error;
    return execFileSync('git', ['show', `${source}:${POLICY}/agreements/${file}`], { encoding: 'utf8' });
  }
}

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);

import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { signCheckpoint } from '../../common/ledger/checkpoint';
import { createSigningKey } from '../../common/tokens/keys';
import { entryText } from '../../subgraphs/mash/ledger/ledger-entry';
import { GrowingTree } from '../../tools/verify-ledger/tree';
import { verifyLedger } from '../../tools/verify-ledger/verify';
import { answerEntry } from './entries';

/** As many entries as two years of a busy MASH. */
export const ENTRIES = Number(process.env.MASH_BENCH_ENTRIES ?? 1_000_000);
/** Signed for in so many steps. */
const CHECKPOINTS = 100;

export interface VerifyTime {
  /** On the clock: a machine that does other things is slower. */
  readonly seconds: number;
  /** Of the processors, whatever else they did. */
  readonly cpuSeconds: number;
}

/** What the verifier took for `ENTRIES` entries. */
export async function verifyTime(): Promise<VerifyTime> {
  const folder = mkdtempSync(join(tmpdir(), 'mash-bench-verify-'));
  try {
    await writeExport(folder);
    const [began, before] = [performance.now(), process.cpuUsage()];
    const { codes, entries } = await verifyLedger(folder);
    const seconds = (performance.now() - began) / 1_000;
    const { user, system } = process.cpuUsage(before);
    if (codes.length > 0 || entries !== ENTRIES) throw new Error(`The verifier found ${codes.join(', ')} in a whole ledger`);
    return { seconds, cpuSeconds: (user + system) / 1_000_000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function writeExport(folder: string): Promise<void> {
  const key = await createSigningKey();
  const tree = new GrowingTree();
  const checkpoints: string[] = [];
  function* lines(): Generator<string> {
    for (let at = 1; at <= ENTRIES; at += 1) {
      const text = entryText(answerEntry());
      tree.add(Buffer.from(text));
      if (at % Math.ceil(ENTRIES / CHECKPOINTS) === 0 || at === ENTRIES) {
        const root = Buffer.from(tree.root(), 'hex');
        checkpoints.push(signCheckpoint(key, { ledger: 'bench', size: at, root, at: new Date() }));
      }
      yield `${text}\n`;
    }
  }
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys', 'ledger.jwks.json'), JSON.stringify({ keys: [key.publicJwk] }));
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'entries.jsonl')));
  writeFileSync(join(folder, 'checkpoints.txt'), checkpoints.map((one) => `${one}\n`).join(''));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkSuccessions,
  type Checkpoint,
  checkWitnessed,
  compareCustodian,
  type Custodian,
  type Kept,
  readCheckpoints,
  type Succession,
} from './checkpoints';
import { readEntry } from './entries';
import { type Code, Findings } from './findings';
import { linesOf, textLines } from './lines';
import { Disclosed } from './disclosed';
import { keysOf } from './signed';
import { GrowingTree } from './tree';

export interface Verified {
  /** Codes of what is wrong; none when all is well. */
  readonly codes: readonly Code[];
  readonly lines: readonly string[];
  readonly entries: number;
  readonly unsealed: number;
  readonly checkpoints: number;
  readonly cosignatures: number;
  /** Disclosures that a custodian made and the hub did not release: late or unbelieved answers. */
  readonly notReleased: number;
}

const HUB = 'the hub';

/** Clocks differ, and a transaction may take a minute to commit. */
const TOLERANCE_MS = 2 * 60_000;

/**
 * Verifies an exported ledger: every entry against every checkpoint, every checkpoint against what the custodians keep, and what
 * was disclosed against the custodians' own logs. It needs the folder, and nothing else.
 */
export async function verifyLedger(folder: string): Promise<Verified> {
  const findings = new Findings();
  const keys = keysOf(readFileSync(join(folder, 'keys/ledger.jwks.json'), 'utf8'));
  const hub = readCheckpoints(textLines(join(folder, 'checkpoints.txt')) ?? [], keys, findings);
  if (hub.length === 0) findings.add('NOTHING_SIGNED', 'checkpoints.txt');
  const custodians = readCustodians(folder);
  const shown: (Checkpoint & { by: string })[] = hub.map((one) => ({ ...one, by: HUB }));
  const newest = new Map<string, number>();
  for (const custodian of custodians) {
    const own = compareCustodian(custodian, hub, keys, findings);
    shown.push(...own.map((one) => ({ ...one, by: custodian.name })));
    newest.set(custodian.name, Math.max(0, ...own.map(({ at }) => at)));
  }
  checkWitnessed(
    custodians.map(({ name }) => name),
    newest,
    hub,
    findings,
  );
  const disclosed = await Disclosed.read(
    folder,
    custodians.map(({ name }) => name),
  );
  const ids = new Set<string>();
  const entries = await checkEntries(folder, shown, disclosed, ids, findings);
  const unsealed = await checkUnsealed(folder, hub.at(-1)?.at ?? 0, disclosed, ids, findings);
  const notReleased = disclosed.report((hub.at(-1)?.at ?? 0) - TOLERANCE_MS, findings);
  const cosignatures = custodians.reduce((sum, one) => sum + one.cosignatures.length, 0);
  return {
    codes: findings.codes,
    lines: findings.lines(),
    entries,
    unsealed,
    checkpoints: hub.length,
    cosignatures,
    notReleased,
  };
}

function readCustodians(folder: string): Custodian[] {
  const names = readdirSync(join(folder, 'keys'))
    .filter((name) => name.endsWith('.jwks.json') && name !== 'ledger.jwks.json')
    .map((name) => name.slice(0, -'.jwks.json'.length));
  return names.sort().map((name) => ({
    name,
    keys: keysOf(readFileSync(join(folder, 'keys', `${name}.jwks.json`), 'utf8')),
    cosignatures: textLines(join(folder, 'cosignatures', `${name}.txt`)) ?? [],
    kept: textLines(join(folder, 'custodians', name, 'checkpoints.jsonl'))?.map((line) => JSON.parse(line) as Kept),
  }));
}

/** Every checkpoint that anybody shows is held against the entries, where it says it stands. */
async function checkEntries(
  folder: string,
  shown: readonly (Checkpoint & { readonly by: string })[],
  disclosed: Disclosed,
  ids: Set<string>,
  findings: Findings,
): Promise<number> {
  const ordered = shown.filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
  const tree = new GrowingTree();
  const restored: Succession[] = [];
  let next = 0;
  let good = 0;
  let before = Number.NEGATIVE_INFINITY;
  for await (const line of linesOf(join(folder, 'entries.jsonl'))) {
    const where = `entry ${tree.size}`;
    const covering = ordered[next];
    const entry = readEntry(line, where, disclosed.custodians, findings);
    if (entry !== undefined) {
      if (ids.has(entry.id)) findings.add('ENTRY_REPEATED', where);
      ids.add(entry.id);
      if (entry.at < before - TOLERANCE_MS) findings.add('ENTRY_BACKDATED', where);
      if (covering !== undefined && entry.at > covering.at + TOLERANCE_MS) findings.add('ENTRY_AHEAD', where);
      disclosed.note(entry);
      if (entry.restored !== undefined) restored.push(entry.restored);
    }
    tree.add(line);
    for (let checkpoint = ordered[next]; checkpoint?.size === tree.size; checkpoint = ordered[next]) {
      if (tree.root() === checkpoint.root) good = tree.size;
      else findings.add('ROOT_DIFFERS', `size ${tree.size} (${checkpoint.by}): look from entry ${good} on`);
      before = Math.max(before, checkpoint.at);
      next += 1;
    }
  }
  const largest = ordered.at(-1)?.size ?? 0;
  if (largest > tree.size) findings.add('ENTRIES_MISSING', `${tree.size} of ${largest}`);
  checkSuccessions(
    shown.filter(({ by }) => by === HUB),
    restored,
    findings,
  );
  const signed = Math.max(0, ...ordered.filter(({ by }) => by === HUB).map(({ size }) => size));
  if (tree.size > signed) findings.add('ENTRIES_UNSIGNED', `${tree.size - signed} after size ${signed}`);
  return tree.size;
}

/** What waits for its place in the tree waits for seconds. */
async function checkUnsealed(
  folder: string,
  sealedAt: number,
  disclosed: Disclosed,
  ids: ReadonlySet<string>,
  findings: Findings,
): Promise<number> {
  let count = 0;
  for await (const line of linesOf(join(folder, 'unsealed.jsonl'))) {
    const entry = readEntry(line, `unsealed entry ${count}`, disclosed.custodians, findings);
    if (entry !== undefined) disclosed.note(entry);
    if (entry !== undefined && ids.has(entry.id)) findings.add('ENTRY_REPEATED', `unsealed entry ${count}`);
    if (entry !== undefined && entry.at < sealedAt - TOLERANCE_MS) findings.add('ENTRY_NOT_SEALED', `unsealed entry ${count}`);
    count += 1;
  }
  return count;
}

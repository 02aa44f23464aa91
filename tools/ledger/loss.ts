import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checkpoint, checkpointIn, type Kept } from '../verify-ledger/checkpoints';
import { linesOf, textLines } from '../verify-ledger/lines';
import { keysOf } from '../verify-ledger/signed';
import { GrowingTree } from '../verify-ledger/tree';

/** What one custodian's own files say of a hub whose database was restored. */
export interface CustodianLoss {
  readonly name: string;
  /** Up to this size what it keeps and what was restored are the same. */
  readonly agrees: number;
  /** The newest checkpoint that it keeps; undefined when it keeps none, or its file is not here. */
  readonly newest: { readonly size: number; readonly at: string } | undefined;
  /** Disclosures of requests that the restored ledger does not know: what was shown in the time that is lost. */
  readonly unrecorded: readonly UnrecordedDisclosure[];
}

export interface UnrecordedDisclosure {
  readonly custodian: string;
  readonly at: string;
  readonly rid: string;
  readonly digest: string;
}

export interface Loss {
  /** Sealed entries that were restored. */
  readonly entries: number;
  /** The newest of all entries that were restored; undefined of an empty ledger. */
  readonly lastAt: string | undefined;
  /** At least so many are lost: what any custodian keeps proof of, less what is there. */
  readonly atLeast: number;
  readonly custodians: readonly CustodianLoss[];
}

/**
 * Bounds what a restored hub lost, by what the custodians keep. Reads an export of the restored ledger with the custodians' own files
 * beside it; the hub is asked nothing.
 */
export async function readLoss(folder: string, custodians: readonly string[]): Promise<Loss> {
  const keys = keysOf(readFileSync(join(folder, 'keys', 'ledger.jwks.json'), 'utf8'));
  const kept = new Map(
    custodians.map((name) => {
      const lines = textLines(join(folder, 'custodians', name, 'checkpoints.jsonl')) ?? [];
      return [name, lines.flatMap((line) => checkpointIn((JSON.parse(line) as Kept).checkpoint, keys) ?? [])] as const;
    }),
  );
  const wanted = new Set([...kept.values()].flat().map(({ size }) => size));
  const { size: entries, roots, requests, lastAt } = await readRestored(folder, wanted);
  const losses: CustodianLoss[] = [];
  for (const [name, checkpoints] of kept) {
    const newest = checkpoints.reduce<Checkpoint | undefined>((last, one) => (last && last.at > one.at ? last : one), undefined);
    losses.push({
      name,
      agrees: Math.max(0, ...checkpoints.filter(({ size, root }) => roots.get(size) === root).map(({ size }) => size)),
      newest: newest && { size: newest.size, at: new Date(newest.at).toISOString() },
      unrecorded: await readUnrecorded(folder, name, requests),
    });
  }
  const largest = Math.max(0, ...losses.map(({ newest }) => newest?.size ?? 0));
  return { entries, lastAt, atLeast: Math.max(0, largest - entries), custodians: losses };
}

async function readRestored(folder: string, wanted: ReadonlySet<number>) {
  const tree = new GrowingTree();
  const roots = new Map<number, string>();
  const requests = new Set<string>();
  let lastAt: string | undefined;
  const note = (line: Buffer) => {
    const { rid, at } = JSON.parse(line.toString('utf8')) as { rid: string; at: string };
    requests.add(rid);
    if (lastAt === undefined || at > lastAt) lastAt = at;
  };
  for await (const line of linesOf(join(folder, 'entries.jsonl'))) {
    note(line);
    tree.add(line);
    if (wanted.has(tree.size)) roots.set(tree.size, tree.root());
  }
  for await (const line of linesOf(join(folder, 'unsealed.jsonl'))) note(line);
  return { size: tree.size, roots, requests, lastAt };
}

async function readUnrecorded(folder: string, custodian: string, requests: ReadonlySet<string>): Promise<UnrecordedDisclosure[]> {
  const file = join(folder, 'custodians', custodian, 'disclosures.jsonl');
  const found: UnrecordedDisclosure[] = [];
  if (!existsSync(file)) return found;
  for await (const line of linesOf(file)) {
    const { at, rid, digest } = JSON.parse(line.toString('utf8')) as Omit<UnrecordedDisclosure, 'custodian'>;
    if (!requests.has(rid)) found.push({ custodian, at, rid, digest });
  }
  return found;
}

/** For whoever has to decide what to tell, and to whom. */
export function lossText({ entries, lastAt, atLeast, custodians }: Loss): string {
  const lines = custodians.map(({ name, agrees, newest, unrecorded }) => {
    const keeps = newest === undefined ? 'keeps no checkpoint' : `keeps size ${newest.size} of ${newest.at}`;
    const requests = new Set(unrecorded.map(({ rid }) => rid)).size;
    return `${name}: agrees up to size ${agrees}, ${keeps}; ${unrecorded.length} disclosures in ${requests} requests stand in no entry`;
  });
  return `${[
    `Restored: ${entries} sealed entries; the last entry is of ${lastAt ?? 'no time'}`,
    ...lines,
    `Lost: at least ${atLeast} entries`,
  ].join('\n')}\n`;
}

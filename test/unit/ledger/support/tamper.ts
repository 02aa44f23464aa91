import { signCheckpoint } from '../../../../common/ledger/checkpoint';
import { entryText } from '../../../../subgraphs/mash/ledger/ledger-entry';
import type { Code } from '../../../../tools/verify-ledger/findings';
import {
  checkpointOf,
  cosignatureOf,
  entryOf,
  type Exported,
  instantOf,
  type Keys,
  LEDGER,
  makeKeys,
  rootsOf,
  SIZES,
} from './export';

/** What whoever tampers has in hand: the ledger's real keys, and others of their own. */
export let keys: Keys;
export let other: Keys;
export async function makeBoth(): Promise<void> {
  [keys, other] = [await makeKeys(), await makeKeys()];
}

/** What is done to an export, and what the verifier has to find. */
export type Tampering = readonly [name: string, tamper: (all: Exported) => void, found: Code];

export const swap = <T>(list: T[], one: number, two: number): void => {
  [list[one], list[two]] = [list[two] as T, list[one] as T];
};
export const changed = (entry: string | undefined, change: (said: Record<string, unknown>) => void): string => {
  const said = JSON.parse(entry ?? '') as Record<string, unknown>;
  change(said);
  return JSON.stringify(said);
};
/** Signs everything again, with the ledger's real key: what whoever holds the hub can do. */
export const resign = (all: Exported, sizes: readonly number[] = SIZES): void => {
  all.checkpoints = sizes.map((size) => checkpointOf(all.entries, size, keys));
};
/** Cuts everything over the first so many checkpoints away, at the hub and at every custodian; their logs of disclosures stay. */
export const cutEverywhere = (all: Exported, checkpoints: number): void => {
  all.entries.splice(SIZES[checkpoints - 1] ?? 0);
  all.checkpoints.splice(checkpoints);
  for (const copies of Object.values(all.cosignatures)) copies.splice(checkpoints);
  for (const kept of Object.values(all.kept)) kept?.splice(checkpoints);
  // What is newer than the last checkpoint may still be on its way: the tail is some minutes long.
  const later = instantOf(40);
  all.entries.push(entryOf(15, instantOf(39)));
  const newest = checkpointOf(all.entries, all.entries.length, keys, later);
  all.checkpoints.push(newest);
  for (const name of ['police', 'health'] as const) {
    const cosignature = cosignatureOf(name, newest, all.entries.length, keys[name]);
    all.cosignatures[name]?.push(cosignature);
    all.kept[name]?.push({ checkpoint: newest, cosignature });
  }
};
export const NEXT_LEDGER = `${LEDGER.slice(0, -1)}2`;
export const restoredEntry = (size: number): string =>
  entryText({
    ...{ kind: 'LEDGER_RESTORED', at: instantOf(size), persons: [] },
    by: { sub: 'operator', agency: 'MASH', roles: [], rid: 'restore' },
    detail: { ledger: NEXT_LEDGER, after: LEDGER, size },
  });
/** The tail is cut off, and the ledger goes on under another id with this entry. */
export const pretendRestore = (all: Exported, entry: string): void => {
  all.entries.splice(15, 5, entry);
  const root = rootsOf(all.entries)(16);
  all.checkpoints.splice(4, 1, signCheckpoint(keys.ledger, { ledger: NEXT_LEDGER, size: 16, root, at: instantOf(20) }));
};
export const part = (signed: string | undefined, index: number, change: (claims: Record<string, unknown>) => void): string => {
  const parts = (signed ?? '').split('.');
  const claims = JSON.parse(Buffer.from(parts[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
  change(claims);
  parts[index] = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return parts.join('.');
};

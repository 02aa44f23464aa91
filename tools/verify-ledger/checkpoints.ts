import type { Findings } from './findings';
import { digestOf, type Keys, signedClaims } from './signed';

export interface Checkpoint {
  readonly size: number;
  readonly root: string;
  readonly at: number;
  readonly ledger: string;
  /** SHA-256 of its signed text. */
  readonly digest: string;
}

/** What one custodian keeps: checkpoints with its own cosignatures. */
export interface Kept {
  readonly checkpoint: string;
  readonly cosignature: string;
}

export interface Custodian {
  readonly name: string;
  readonly keys: Keys;
  /** The hub's copies of its cosignatures. */
  readonly cosignatures: readonly string[];
  /** What it keeps itself; undefined when its file is not there. */
  readonly kept: readonly Kept[] | undefined;
}

/** Every checkpoint of the hub that is signed, in the order of the file. */
export function readCheckpoints(lines: readonly string[], keys: Keys, findings: Findings): Checkpoint[] {
  const read = lines.flatMap((line, index) => {
    const checkpoint = checkpointIn(line, keys);
    if (checkpoint === undefined) findings.add('CHECKPOINT_NOT_SIGNED', `line ${index + 1} of checkpoints.txt`);
    return checkpoint === undefined ? [] : [checkpoint];
  });
  for (const [index, { size, at }] of read.entries()) {
    const before = read[index - 1];
    if (before === undefined) continue;
    if (size <= before.size) findings.add('CHECKPOINT_REPEATED', `size ${size} comes after size ${before.size}`);
    if (at < before.at) findings.add('CHECKPOINT_CLOCK_BACK', `size ${size} is dated before size ${before.size}`);
  }
  return read;
}

/** A ledger that went on under another id, as after a restore of its database. */
export interface Succession {
  readonly ledger: string;
  readonly after: string;
  /** So many entries of the one before are still there. */
  readonly size: number;
}

/** Where the hub's checkpoints change to another ledger. */
export const successions = (hub: readonly Checkpoint[]): Succession[] =>
  hub.flatMap(({ ledger }, index) => {
    const before = hub[index - 1];
    return before === undefined || before.ledger === ledger ? [] : [{ ledger, after: before.ledger, size: before.size }];
  });

/** An entry has to say of each that the database was restored; what nothing says is another ledger's. */
export function checkSuccessions(hub: readonly Checkpoint[], said: readonly Succession[], findings: Findings): void {
  for (const { ledger, after, size } of successions(hub)) {
    const isSaid = said.some((one) => one.ledger === ledger && one.after === after && one.size === size);
    if (isSaid) findings.add('LEDGER_RESTORED', `it goes on under another id after size ${size}`);
    else findings.add('CHECKPOINT_OTHER_LEDGER', `what follows size ${size} is of another ledger`);
  }
}

/**
 * Holds the hub's checkpoints against what one custodian keeps and signed.
 *
 * @returns what the custodian keeps, to be held against the entries too.
 */
export function compareCustodian(custodian: Custodian, hub: readonly Checkpoint[], keys: Keys, findings: Findings): Checkpoint[] {
  const { name, kept } = custodian;
  if (kept === undefined) findings.add('CUSTODIAN_MISSING', `${name}: what it keeps is not here`);
  const own = (kept ?? []).flatMap(({ checkpoint: signed, cosignature }, index) => {
    const checkpoint = checkpointIn(signed, keys);
    if (checkpoint === undefined) {
      findings.add('CHECKPOINT_NOT_SIGNED', `${name}: line ${index + 1}`);
      return [];
    }
    const claims = cosigned(cosignature, custodian);
    if (claims?.checkpoint !== checkpoint.digest || claims.size !== checkpoint.size)
      findings.add('COSIGNATURE_BAD', `${name}: of size ${checkpoint.size}`);
    return compareOne(name, checkpoint, hub, findings) ? [checkpoint] : [];
  });
  compareCopies(custodian, own, hub, findings);
  return own;
}

/** @returns false when it is of entries that are not there any more, or never were of this ledger. */
function compareOne(name: string, checkpoint: Checkpoint, hub: readonly Checkpoint[], findings: Findings): boolean {
  const { ledger, size, root } = checkpoint;
  const same = bySize(hub).get(size);
  const end = hub.findLast((one) => one.ledger === ledger)?.size;
  if (hub.length > 0 && end === undefined) {
    findings.add('CHECKPOINT_OTHER_LEDGER', `${name}: size ${size}`);
    return false;
  }
  if (end !== undefined && size > end && hub.at(-1)?.ledger !== ledger) {
    findings.add('ENTRIES_LOST', `${name} keeps size ${size} of ${new Date(checkpoint.at).toISOString()}; ${end} were left`);
    return false;
  }
  if (same === undefined) {
    findings.add('CHECKPOINT_WITHHELD', `${name} keeps size ${size}, which the hub does not show`);
  } else if (same.root !== root) {
    findings.add('FORKED', `${name} keeps another root of size ${size} than the hub shows`);
  }
  return true;
}

/** Each side holds what the other signed; of the last moments one may not have it yet. */
function compareCopies(custodian: Custodian, own: readonly Checkpoint[], hub: readonly Checkpoint[], findings: Findings): void {
  const { name, kept, cosignatures } = custodian;
  const byDigest = new Map(hub.map((checkpoint) => [checkpoint.digest, checkpoint]));
  const copies = new Set<string>();
  for (const [index, text] of cosignatures.entries()) {
    const digest = String(cosigned(text, custodian)?.checkpoint);
    if (byDigest.has(digest)) copies.add(digest);
    else findings.add('COSIGNATURE_BAD', `${name}: line ${index + 1} of the hub's copies`);
  }
  const held = new Set(own.map(({ digest }) => digest));
  const settled = (hub.at(-1)?.at ?? 0) - SETTLED_MS;
  for (const { digest, size, at } of hub) {
    if (at > settled) continue;
    if (held.has(digest) && !copies.has(digest))
      findings.add('COSIGNATURE_MISSING', `${name} signed size ${size}, and the hub has no copy`);
    if (kept !== undefined && copies.has(digest) && !held.has(digest))
      findings.add('CUSTODIAN_LOST', `${name} signed size ${size}, and keeps it no more`);
  }
}

/** Made once for a list: there is a checkpoint for every busy second. */
const sizes = new WeakMap<readonly Checkpoint[], ReadonlyMap<number, Checkpoint>>();

function bySize(hub: readonly Checkpoint[]): ReadonlyMap<number, Checkpoint> {
  const map = sizes.get(hub) ?? new Map(hub.map((one) => [one.size, one]));
  sizes.set(hub, map);
  return map;
}

const SETTLED_MS = 2 * 60_000;

/** The newest checkpoint that a custodian signed must not be much older than the newest there is. */
export function checkWitnessed(
  names: readonly string[],
  newest: ReadonlyMap<string, number>,
  hub: readonly Checkpoint[],
  findings: Findings,
): void {
  const last = hub.at(-1);
  if (last === undefined) return;
  for (const name of names) {
    if (last.at - (newest.get(name) ?? 0) > LONGEST_UNWITNESSED_MS)
      findings.add('NOT_WITNESSED', `${name} has signed nothing of the last day before size ${last.size}`);
  }
}

const LONGEST_UNWITNESSED_MS = 24 * 60 * 60_000;

const cosigned = (text: string, { name, keys }: Custodian): Record<string, unknown> | undefined => {
  const claims = signedClaims(text, 'ledger-cosignature+jwt', keys);
  return claims?.custodian === name ? claims : undefined;
};

/** The checkpoint that one of these keys signed; undefined for anything else. */
export function checkpointIn(text: string, keys: Keys): Checkpoint | undefined {
  const { ledger, size, root, at } = signedClaims(text, 'ledger-checkpoint+jwt', keys) ?? {};
  const time = Date.parse(String(at));
  if (typeof ledger !== 'string' || typeof root !== 'string' || !Number.isSafeInteger(size) || Number.isNaN(time))
    return undefined;
  return { ledger, root, size: size as number, at: time, digest: digestOf(text) };
}

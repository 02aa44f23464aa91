import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointDigest, signCheckpoint, signCosignature } from '../../../../common/ledger/checkpoint';
import { disclosureDigest } from '../../../../common/ledger/disclosure-digest';
import { leafHash } from '../../../../common/ledger/hashes';
import { grow, type NodeId, rootHash } from '../../../../common/ledger/tree';
import { createSigningKey, type SigningKey } from '../../../../common/tokens/keys';
import { entryText } from '../../../../subgraphs/mash/ledger/ledger-entry';
import { type Verified, verifyLedger } from '../../../../tools/verify-ledger/verify';

export const LEDGER = '0b0e7c1e-5a7e-4c55-9d0a-2f7b8f5f0001';
export const CUSTODIANS = ['police', 'health'] as const;
const BEGIN = Date.parse('2026-11-01T09:00:00Z');
/** Entries come a minute apart. */
export const MINUTE = 60_000;
export const instantOf = (entry: number): Date => new Date(BEGIN + entry * MINUTE);

export interface Keys {
  readonly ledger: SigningKey;
  readonly police: SigningKey;
  readonly health: SigningKey;
}

export const makeKeys = async (): Promise<Keys> => {
  const [ledger, police, health] = await Promise.all([createSigningKey(), createSigningKey(), createSigningKey()]);
  return { ledger, police, health };
};

/** An exported ledger in memory: what a tamperer may change before it is written and verified. */
export interface Exported {
  entries: string[];
  unsealed: string[];
  checkpoints: string[];
  cosignatures: Record<string, string[]>;
  kept: Record<string, { checkpoint: string; cosignature: string }[] | undefined>;
  disclosures: Record<string, { at: string; rid: string; digest: string }[]>;
  jwks: Record<string, object>;
}

const disclosed = (person: string) => ({
  ...{ person, caseId: 'case-1', purpose: 'SECTION_47', agreement: '2026-11-01' },
  released: [{ category: 'incidents', rule: 'police/incidents/content/s47', fields: ['PoliceRecord.incidents'] }],
  withheld: [],
});

/** One entry: a look at a child's police record. */
export const entryOf = (index: number, at = instantOf(index)): string =>
  entryText({
    ...{ kind: 'RESPONSE', at },
    by: { sub: `https://sign-in.test|analyst-${index % 3}`, agency: 'MASH', roles: ['mash_analyst'], rid: `request-${index}` },
    persons: [`child-${index % 5}`],
    disclosures: [{ custodian: 'police', entry: disclosed(`child-${index % 5}`) }],
    operation: { name: 'Look', hash: 'a'.repeat(64) },
  });

/** Roots of the tree over the first so many of these entries. */
export function rootsOf(entries: readonly string[]): (size: number) => Buffer {
  const nodes = new Map<string, Buffer>();
  const read = ({ level, index }: NodeId): Buffer => nodes.get(`${level}/${index}`) as Buffer;
  for (const { level, index, hash } of grow(
    0,
    entries.map((one) => leafHash(Buffer.from(one))),
    read,
  )) {
    nodes.set(`${level}/${index}`, hash);
  }
  return (size) => rootHash(size, read);
}

/** A checkpoint over the first so many of these entries, dated when the last of them was sealed. */
export const checkpointOf = (entries: readonly string[], size: number, { ledger: key }: Keys, at = instantOf(size)): string =>
  signCheckpoint(key, { ledger: LEDGER, size, root: rootsOf(entries)(size), at });

export const cosignatureOf = (custodian: string, checkpoint: string, size: number, key: SigningKey): string =>
  signCosignature(key, { custodian, checkpoint: checkpointDigest(checkpoint), size, at: instantOf(size) });

/** Sizes at which it was signed; each custodian signed every one. */
export const SIZES = [3, 7, 8, 15, 20] as const;

/** A whole ledger of twenty entries and one that waits, as it was exported. */
export function wholeExport(keys: Keys): Exported {
  const entries = Array.from({ length: 20 }, (_, index) => entryOf(index));
  const checkpoints = SIZES.map((size) => checkpointOf(entries, size, keys));
  const signedBy = (custodian: (typeof CUSTODIANS)[number]) =>
    checkpoints.map((checkpoint, index) => cosignatureOf(custodian, checkpoint, SIZES[index] as number, keys[custodian]));
  const byCustodian = <T>(of: (custodian: (typeof CUSTODIANS)[number]) => T): Record<string, T> =>
    Object.fromEntries(CUSTODIANS.map((custodian) => [custodian, of(custodian)]));
  return {
    entries,
    unsealed: [entryOf(20)],
    checkpoints,
    cosignatures: byCustodian(signedBy),
    kept: byCustodian((custodian) => {
      const cosignatures = signedBy(custodian);
      return checkpoints.map((checkpoint, index) => ({ checkpoint, cosignature: cosignatures[index] as string }));
    }),
    disclosures: {
      police: Array.from({ length: 21 }, (_, index) => ({
        ...{ at: instantOf(index).toISOString(), rid: `request-${index}` },
        digest: disclosureDigest(disclosed('anybody')),
      })),
      health: [],
    },
    jwks: Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, { keys: [key.publicJwk] }])),
  };
}

/** Writes an export and runs the verifier on it. */
export async function verified(exported: Exported): Promise<Verified> {
  const folder = mkdtempSync(join(tmpdir(), 'mash-ledger-'));
  const write = (path: string, lines: readonly string[]) =>
    writeFileSync(join(folder, path), lines.map((line) => `${line}\n`).join(''));
  try {
    for (const name of ['keys', 'cosignatures', ...CUSTODIANS.map((one) => `custodians/${one}`)])
      mkdirSync(join(folder, name), { recursive: true });
    write('entries.jsonl', exported.entries);
    write('unsealed.jsonl', exported.unsealed);
    write('checkpoints.txt', exported.checkpoints);
    for (const name of CUSTODIANS) {
      write(`cosignatures/${name}.txt`, exported.cosignatures[name] ?? []);
      const kept = exported.kept[name];
      if (kept)
        write(
          `custodians/${name}/checkpoints.jsonl`,
          kept.map((one) => JSON.stringify(one)),
        );
      write(
        `custodians/${name}/disclosures.jsonl`,
        (exported.disclosures[name] ?? []).map((one) => JSON.stringify(one)),
      );
    }
    for (const [name, jwks] of Object.entries(exported.jwks))
      writeFileSync(join(folder, `keys/${name}.jwks.json`), JSON.stringify(jwks));
    return await verifyLedger(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { createHash } from 'node:crypto';
import type { DisclosureEntry } from '../access/disclosure';
import { type CanonicalValue, canonical } from './canonical';

/**
 * Names what was disclosed, for comparing the hub's ledger with a custodian's own log. Hub and custodian call people and cases by
 * different ids, so neither is in it; the request id says which disclosure it is. SHA-256 in hex.
 */
export function disclosureDigest({ purpose, asKnownOn, agreement, released, withheld }: DisclosureEntry): string {
  const what = { purpose, asKnownOn, agreement, released: released.map(plain), withheld: withheld.map(plain) };
  return createHash('sha256').update(canonical(what)).digest('hex');
}

const plain = ({ category, rule, fields }: DisclosureEntry['released'][number]): CanonicalValue => ({ category, rule, fields });

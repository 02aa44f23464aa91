import { givenNamesDisagree } from '../name-keys';
import { type LinkRecord, type RecordKey, recordKey } from './records';

/** Two records under one identifier and one date of birth. */
export interface ExactLink {
  readonly left: RecordKey;
  readonly right: RecordKey;
  readonly by: 'nhs' | 'upn';
}

export interface ExactLinks {
  readonly links: readonly ExactLink[];
  /** Records under an identifier that somebody else was given too: whatever else agrees, it may be the other's record. */
  readonly misused: ReadonlySet<RecordKey>;
}

/** Identifiers of a record, each with its kind. */
export function identifiersOf(record: LinkRecord): string[] {
  const upns = record.upns.map((upn) => `upn:${upn}`);
  return record.nhsNumber === null ? upns : [`nhs:${record.nhsNumber}`, ...upns];
}

/**
 * The same valid NHS number or UPN, and the same date of birth (for the unborn: the same expected date).
 *
 * An identifier under which one agency keeps two people of one birth date and different given names (twins, as a rule) has been
 * given to the wrong one of them: it links nobody.
 */
export function exactLinks(records: readonly LinkRecord[]): ExactLinks {
  const buckets = [...bucketsOf(records).values()];
  const distrusted = buckets.filter((bucket) => namesTwoPeople(bucket.records));
  const links = buckets
    .filter((bucket) => !distrusted.includes(bucket))
    .flatMap(({ by, records: held }) =>
      held.flatMap((one, index) => held.slice(index + 1).map((other) => ({ left: recordKey(one), right: recordKey(other), by }))),
    );
  return { links, misused: new Set(distrusted.flatMap((bucket) => bucket.records.map(recordKey))) };
}

interface Bucket {
  readonly by: 'nhs' | 'upn';
  readonly records: LinkRecord[];
}

/** Records that share an identifier and a known date. */
function bucketsOf(records: readonly LinkRecord[]): Map<string, Bucket> {
  const buckets = new Map<string, Bucket>();
  for (const record of records.filter(({ birth }) => birth !== null)) {
    for (const identifier of identifiersOf(record)) {
      const name = `${identifier} ${record.birth}`;
      const bucket = buckets.get(name) ?? { by: identifier.startsWith('nhs:') ? 'nhs' : 'upn', records: [] };
      bucket.records.push(record);
      buckets.set(name, bucket);
    }
  }
  return buckets;
}

/** More records of one agency under one identifier than duplicates explain: a placeholder that happens to be valid. */
const DUPLICATES = 20;

function namesTwoPeople(records: readonly LinkRecord[]): boolean {
  const byAgency = new Map<string, LinkRecord[]>();
  for (const record of records) {
    byAgency.set(record.agency, [...(byAgency.get(record.agency) ?? []), record].slice(0, DUPLICATES + 1));
  }
  return [...byAgency.values()].some((own) => own.length > DUPLICATES || own.some((left) => contradicted(left, own)));
}

function contradicted(record: LinkRecord, others: readonly LinkRecord[]): boolean {
  return others.some((other) => givenNamesDisagree(record.given, other.given));
}

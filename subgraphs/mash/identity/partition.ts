import { givenNamesDisagree } from './name-keys';

/** One agency's record of a person, as far as linking looks at it. */
export interface LinkRecord {
  readonly agency: string;
  readonly person: string;
  readonly birth: string | null;
  readonly nhsNumber: string | null;
  readonly upns: readonly string[];
  readonly given: readonly string[];
}

export interface Partition<R extends LinkRecord> {
  /** Records that are the same person; every record is in exactly one group. */
  readonly groups: readonly (readonly R[])[];
  /** By group: agencies holding a record that shares an identifier with the group and yet is not in it. */
  readonly doubts: readonly ReadonlySet<string>[];
}

/**
 * Decides which records are one person: the same valid NHS number or UPN, and the same date of birth (for the unborn: the
 * same expected date).
 *
 * The answer depends on the set of records only, never on the order in which they came. A group never holds two NHS numbers:
 * where UPNs would chain two together, only NHS numbers link, because nothing says to which of the two the others belong. And
 * an identifier under which one agency keeps two people of one birth date and different given names (twins, as a rule) has
 * been given to the wrong one of them: it links nobody. Whatever shares an identifier without being linked is a doubt.
 */
export function partition<R extends LinkRecord>(records: readonly R[]): Partition<R> {
  const buckets = bucketsOf(records);
  const trusted = [...buckets.values()].filter((bucket) => !namesTwoPeople(bucket.records));
  const groups = components(records, trusted).flatMap((component) => {
    if (new Set(component.flatMap((record) => record.nhsNumber ?? [])).size < 2) {
      return [component];
    }
    const members = new Set(component);
    const byNumber = trusted.filter(({ key, records: [first] }) => key.startsWith('nhs:') && first && members.has(first));
    return components(component, byNumber);
  });
  return { groups, doubts: doubtsOf(groups) };
}

/** Identifiers of a record, each with its kind. */
export function keysOf(record: LinkRecord): string[] {
  const upns = record.upns.map((upn) => `upn:${upn}`);
  return record.nhsNumber === null ? upns : [`nhs:${record.nhsNumber}`, ...upns];
}

interface Bucket<R> {
  readonly key: string;
  readonly records: R[];
}

/** Records that share an identifier and a known date. */
function bucketsOf<R extends LinkRecord>(records: readonly R[]): Map<string, Bucket<R>> {
  const buckets = new Map<string, Bucket<R>>();
  for (const record of records.filter(({ birth }) => birth !== null)) {
    for (const key of keysOf(record)) {
      const name = `${key} ${record.birth}`;
      const bucket = buckets.get(name) ?? { key, records: [] };
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

/** Connected components of the records under the buckets, in the order of the records given. */
function components<R extends LinkRecord>(records: readonly R[], buckets: readonly Bucket<R>[]): R[][] {
  const parents = new Map<R, R>();
  const rootOf = (record: R): R => {
    let root = record;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
      root = parent;
    }
    if (root !== record) {
      parents.set(record, root);
    }
    return root;
  };
  for (const {
    records: [first, ...rest],
  } of buckets) {
    for (const record of rest) {
      const [left, right] = [rootOf(first as R), rootOf(record)];
      if (left !== right) {
        parents.set(right, left);
      }
    }
  }
  const groups = new Map<R, R[]>();
  for (const record of records) {
    const root = rootOf(record);
    const group = groups.get(root);
    if (group) {
      group.push(record);
    } else {
      groups.set(root, [record]);
    }
  }
  return [...groups.values()];
}

/** A shared identifier counts here whatever the dates say: a different or unknown date of birth is what makes it a doubt. */
function doubtsOf(groups: readonly (readonly LinkRecord[])[]): Set<string>[] {
  const holders = new Map<string, Map<string, Set<number>>>();
  groups.forEach((group, index) => {
    for (const record of group) {
      for (const key of keysOf(record)) {
        const byAgency = holders.get(key) ?? new Map<string, Set<number>>();
        byAgency.set(record.agency, (byAgency.get(record.agency) ?? new Set()).add(index));
        holders.set(key, byAgency);
      }
    }
  });
  return groups.map((group, index) => {
    const agencies = [...new Set(group.flatMap(keysOf))].flatMap((key) =>
      [...(holders.get(key) ?? [])].filter(([, held]) => held.size > (held.has(index) ? 1 : 0)).map(([agency]) => agency),
    );
    return new Set(agencies);
  });
}

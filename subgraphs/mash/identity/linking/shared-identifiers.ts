import { identifiersOf } from './exact-links';
import { type LinkRecord, type RecordKey, recordKey } from './records';

export interface SharedIdentifiers {
  /** Records of two groups under one identifier: of each group and agency one, which is all that a doubt needs. */
  readonly pairs: readonly { readonly left: RecordKey; readonly right: RecordKey }[];
  /** Groups under an identifier that too many bear, each with the agencies that gave it to others. */
  readonly placeholders: readonly { readonly group: number; readonly agencies: readonly string[] }[];
}

/** An identifier that more people bear than this stands in the place of one: everybody is in doubt, and no pair can be settled. */
const MOST_PEOPLE = 10;

/** Who bears an identifier of somebody else. */
export function sharedIdentifiers(groups: readonly (readonly LinkRecord[])[]): SharedIdentifiers {
  const pairs: { left: RecordKey; right: RecordKey }[] = [];
  const placeholders: { group: number; agencies: string[] }[] = [];
  for (const bearers of bearersByIdentifier(groups)) {
    const people = new Set(bearers.map(({ group }) => group));
    if (people.size > MOST_PEOPLE) {
      placeholders.push(...doubtsOfMany(bearers));
    } else if (people.size > 1) {
      bearers.forEach((one, index) => {
        for (const other of bearers.slice(index + 1)) {
          if (one.group !== other.group) pairs.push({ left: one.key, right: other.key });
        }
      });
    }
  }
  return { pairs, placeholders };
}

interface Bearer {
  readonly group: number;
  readonly agency: string;
  readonly key: RecordKey;
}

function bearersByIdentifier(groups: readonly (readonly LinkRecord[])[]): Bearer[][] {
  const found = new Map<string, Map<string, Bearer>>();
  groups.forEach((records, group) => {
    for (const record of records) {
      for (const identifier of identifiersOf(record)) {
        const bearers = found.get(identifier) ?? new Map<string, Bearer>();
        const place = `${group} ${record.agency}`;
        const known = bearers.get(place);
        const key = recordKey(record);
        // Of two alike always the same one, whichever came first.
        if (known === undefined || key < known.key) bearers.set(place, { group, agency: record.agency, key });
        found.set(identifier, bearers);
      }
    }
  });
  return [...found.values()].map((bearers) => [...bearers.values()]);
}

function doubtsOfMany(bearers: readonly Bearer[]): { group: number; agencies: string[] }[] {
  const holders = new Map<string, Set<number>>();
  for (const { agency, group } of bearers) holders.set(agency, (holders.get(agency) ?? new Set()).add(group));
  return bearers.map(({ group }) => ({
    group,
    agencies: [...holders].filter(([, held]) => held.size > (held.has(group) ? 1 : 0)).map(([agency]) => agency),
  }));
}

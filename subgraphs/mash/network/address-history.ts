import type { DataSource } from 'typeorm';
import type { PersonAddress } from '../../../common/person';
import { findCurrent } from '../identity/current';

/** Where agencies say that somebody lives or lived. */
export interface AddressFact {
  /** Null when anybody who lives there must not be found. */
  readonly address: PersonAddress | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly isCurrent: boolean;
  /** Registry names. */
  readonly sources: readonly string[];
  /** True when another agency says that they live elsewhere now. */
  readonly disputed: boolean;
}

interface Row {
  readonly agency: string;
  readonly keys: readonly string[];
  readonly address: PersonAddress;
  readonly from: string | null;
  readonly to: string | null;
  readonly hidden: boolean;
}

/** Every address of these people, the current ones first, then the latest. Keyed by the ids asked for. */
export async function findAddresses(ids: readonly string[], today: string, db: DataSource): Promise<Map<string, AddressFact[]>> {
  const rows = await findCurrent<Row>(
    ids,
    `select asked, person.agency, lived.keys, lived.address, lived.valid_from as "from", lived.valid_to as "to",
       exists (
         select from agency_address as other join agency_person as mate on mate.agency = other.agency and mate.person = other.person
         join agency_person as any_record on any_record.hub = mate.hub and any_record.identity is not null
         where other.keys && lived.keys and mate.identity is not null and any_record.protect_location) as hidden
     from current join agency_person as person using (hub)
     join agency_address as lived on lived.agency = person.agency and lived.person = person.person
     where person.identity is not null order by asked, person.agency, person.person`,
    db,
  );
  return new Map([...rows].map(([asked, lived]) => [asked, factsOf(lived, today)] as const));
}

function factsOf(rows: readonly Row[], today: string): AddressFact[] {
  const isCurrent = ({ from, to }: Row) => (from === null || from <= today) && (to === null || to >= today);
  const now = rows.filter(isCurrent);
  const lines = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([placeOf(row), row.from, row.to]);
    lines.set(key, [...(lines.get(key) ?? []), row]);
  }
  const facts = [...lines.values()].flatMap((said) => {
    const [first] = said;
    return first === undefined
      ? []
      : [
          {
            address: said.some(({ hidden }) => hidden) ? null : first.address,
            from: first.from,
            to: first.to,
            isCurrent: isCurrent(first),
            sources: [...new Set(said.map(({ agency }) => agency))].sort(),
            disputed: isCurrent(first) && isDisputed(first, now),
          },
        ];
  });
  return facts.sort((left, right) => Number(right.isCurrent) - Number(left.isCurrent) || order(right.from, left.from));
}

/** Some agency that knows where they live now says that it is elsewhere. */
function isDisputed(row: Row, now: readonly Row[]): boolean {
  const here = new Set(now.filter((other) => placesMeet(row, other)).map(({ agency }) => agency));
  return now.some(({ agency }) => !here.has(agency));
}

const placesMeet = (left: Row, right: Row): boolean =>
  placeOf(left) === placeOf(right) || left.keys.some((key) => right.keys.includes(key));

const placeOf = ({ keys, address }: Row): string => keys[0] ?? JSON.stringify([address.lines, address.postcode]);
const order = (left: string | null, right: string | null): number => (left ?? '').localeCompare(right ?? '');

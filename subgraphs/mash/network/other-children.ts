import type { DataSource } from 'typeorm';
import { findPeople } from '../identity/people';
import { resolveHubIds } from '../identity/redirects';
import { LARGEST_HOUSEHOLD } from './compose-household';
import { findSealed } from './sealed';

/** A child whom an agency places, now or once, at an address of the person looked at. */
export interface OtherChild {
  /** Hub id. */
  readonly person: string;
  readonly from: string | null;
  readonly to: string | null;
  /** True when they were there at the same time, as far as the dates tell. */
  readonly together: boolean;
  /** Registry names. */
  readonly sources: readonly string[];
}

interface Row {
  readonly hub: string;
  readonly other: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly ownFrom: string | null;
  readonly ownTo: string | null;
  readonly agency: string;
}

/**
 * Children at the addresses of these people, past ones too. Nobody who must not be found or recognised; nobody from a place that more
 * people share than a household has; nobody sealed from the person looked at.
 */
export async function findOtherChildren(
  ids: readonly string[],
  today: string,
  db: DataSource,
): Promise<Map<string, OtherChild[]>> {
  const current = await resolveHubIds(ids, db);
  const rows: Row[] = await db.query(
    `select distinct own.hub, mate.hub as other, there.valid_from as "from", there.valid_to as "to", lived.valid_from as "ownFrom",
       lived.valid_to as "ownTo", mate.agency
     from agency_person as own
     join agency_address as lived on lived.agency = own.agency and lived.person = own.person
     join agency_address as there on there.keys && lived.keys
     join agency_person as mate on mate.agency = there.agency and mate.person = there.person and mate.identity is not null
     where own.hub = any($1::uuid[]) and own.identity is not null and mate.hub <> own.hub
       and not exists (
         select from agency_person as kept where kept.hub in (own.hub, mate.hub) and kept.identity is not null
           and (kept.protect_location or kept.hub = mate.hub and kept.protect_identity))
       and ${LARGEST_HOUSEHOLD} >= (
         select count(distinct resident.hub) from agency_address as at_place
         join agency_person as resident on resident.agency = at_place.agency and resident.person = at_place.person
         where at_place.keys && lived.keys and resident.identity is not null)
     order by own.hub, mate.hub, mate.agency`,
    [[...new Set(current.values())]],
  );
  const sealed = await findSealed([...new Set(current.values())], db);
  const people = await findPeople([...new Set(rows.map(({ other }) => other))], db, today);
  const children = rows.filter(
    ({ hub, other }) => people.has(other) && people.get(other)?.lifeStage !== 'ADULT' && !sealed.get(hub)?.has(other),
  );
  return new Map([...current].map(([asked, hub]) => [asked, merged(children.filter((row) => row.hub === hub))] as const));
}

function merged(rows: readonly Row[]): OtherChild[] {
  const lines = new Map<string, OtherChild>();
  for (const { other, from, to, ownFrom, ownTo, agency } of rows) {
    const key = JSON.stringify([other, from, to]);
    const known = lines.get(key);
    const together = overlap({ from, to }, { from: ownFrom, to: ownTo });
    lines.set(key, {
      person: other,
      from,
      to,
      together: together || known?.together === true,
      sources: [...new Set([...(known?.sources ?? []), agency])].sort(),
    });
  }
  return [...lines.values()];
}

interface Stay {
  readonly from: string | null;
  readonly to: string | null;
}

const overlap = (left: Stay, right: Stay): boolean =>
  (left.from ?? '') <= (right.to ?? '9999') && (right.from ?? '') <= (left.to ?? '9999');

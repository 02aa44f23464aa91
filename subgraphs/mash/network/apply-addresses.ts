import type { EntityManager } from 'typeorm';
import type { PersonIdentity } from '../../../common/person';
import { addressKeys } from './address-key';

/** Replaces the addresses of these people of one agency by what their identities now say; none where there is none. */
export async function replaceAddresses(
  tx: EntityManager,
  agency: string,
  people: readonly { readonly person: string; readonly identity: PersonIdentity | null }[],
): Promise<void> {
  const rows = people.flatMap(({ person, identity }) =>
    (identity?.addresses ?? []).map((address) => ({
      person,
      keys: addressKeys(address),
      address,
      from: address.from ?? null,
      to: address.to ?? null,
      protected: address.protected === true,
    })),
  );
  await tx.query('delete from agency_address where agency = $1 and person = any($2)', [
    agency,
    people.map(({ person }) => person),
  ]);
  await tx.query(
    `insert into agency_address (agency, person, keys, address, valid_from, valid_to, protected)
     select $1, person, keys, address, "from", "to", protected
     from jsonb_to_recordset($2::jsonb) as said (person text, keys text[], address jsonb, "from" date, "to" date, protected boolean)`,
    [agency, JSON.stringify(rows)],
  );
}

import type { DataSource, EntityManager } from 'typeorm';

/**
 * Of these people, those whose address must not be learned: because it is protected, or because somebody lives or lived there whose
 * whereabouts are. One address of theirs is enough: which of them it is would tell as much.
 */
export async function findGuarded(hubs: readonly string[], db: DataSource | EntityManager): Promise<Set<string>> {
  if (hubs.length === 0) return new Set();
  const rows: { hub: string }[] = await db.query(
    `select own.hub from agency_person as own
     where own.hub = any($1::uuid[]) and own.identity is not null and (own.protect_location or exists (
       select from agency_address as lived
       join agency_address as shared on shared.keys && lived.keys
       join agency_person as mate on mate.agency = shared.agency and mate.person = shared.person and mate.identity is not null
       join agency_person as any_record on any_record.hub = mate.hub and any_record.identity is not null
       where lived.agency = own.agency and lived.person = own.person and any_record.protect_location))`,
    [[...new Set(hubs)]],
  );
  return new Set(rows.map(({ hub }) => hub));
}

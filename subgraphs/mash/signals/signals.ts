import type { DataSource } from 'typeorm';
import type { Signal } from '../../../common/signal';
import { lookUp } from '../../../common/rows-of-each';
import { RECORDS_OF_HUBS } from '../identity/people';
import { resolveHubIds } from '../identity/redirects';

/** A signal with the agency (registry name) that told it. */
export type StoredSignal = Signal & { readonly agency: string };

const SIGNALS_OF_RECORD = lookUp({
  as: 'told',
  table: 'agency_signal',
  where: 'agency = record.agency and person = record.person',
});

/**
 * Signals about these people from every agency linked to them for sure, expired and disputed ones among them: what counts
 * is the threshold model's business. Keyed by the ids asked for; nobody without signals is in the map.
 */
export async function findSignals(ids: readonly string[], db: DataSource): Promise<Map<string, StoredSignal[]>> {
  const current = await resolveHubIds(ids, db);
  const rows: { hub: string; agency: string; signal: Signal }[] = await db.query(
    `select record.hub, told.agency, told.signal
     from ${RECORDS_OF_HUBS} ${SIGNALS_OF_RECORD}
     order by told.agency, told.person, told.signal ->> 'observedOn', told.signal ->> 'indicator', told.signal ->> 'source'`,
    [[...new Set(current.values())]],
  );
  const byHub = new Map<string, StoredSignal[]>();
  for (const { hub, agency, signal } of rows) {
    byHub.set(hub, [...(byHub.get(hub) ?? []), { ...signal, agency }]);
  }
  return new Map([...current].flatMap(([asked, hub]) => (byHub.has(hub) ? [[asked, byHub.get(hub) ?? []] as const] : [])));
}

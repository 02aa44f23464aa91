import type { DataSource } from 'typeorm';
import type { Signal } from '../../../common/signal';
import { findCurrent, mapDefined } from '../identity/current';

/** A signal with the agency (registry name) that told it. */
export type StoredSignal = Signal & { readonly agency: string };

/**
 * Signals about these people from every agency linked to them for sure, expired and disputed ones among them: what counts
 * is the threshold model's business. Keyed by the ids asked for; nobody without signals is in the map.
 */
export async function findSignals(ids: readonly string[], db: DataSource): Promise<Map<string, StoredSignal[]>> {
  const rows = await findCurrent<{ agency: string; signal: Signal }>(
    ids,
    `select asked, told.agency, told.signal
     from current join agency_person as person using (hub)
     join agency_signal as told on told.agency = person.agency and told.person = person.person
     where person.identity is not null
     order by told.agency, told.person, told.signal ->> 'observedOn', told.signal ->> 'indicator', told.signal ->> 'source'`,
    db,
  );
  return mapDefined(rows, (told) => (told.length === 0 ? undefined : told.map(({ agency, signal }) => ({ ...signal, agency }))));
}

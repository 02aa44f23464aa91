import { createHash, randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { copyIn, copyLine } from '../../common/publishing/copy';
import { textArray } from '../../common/publishing/sql-text';
import { prepare } from '../../matching/index';
import { identityKeys } from '../../subgraphs/mash/identity/link-keys';
import { matchedPerson } from '../../subgraphs/mash/identity/matching/matched-person';
import { retrievalKeys } from '../../subgraphs/mash/identity/matching/retrieval-keys';
import type { MadeRecord } from './population';

const BATCH = 5_000;

/** Puts records into the index as they would stand there once published, by bulk: nobody is compared on the way. */
export async function load(database: DataSource, records: Iterable<MadeRecord>, from: number): Promise<number> {
  let ref = from;
  let batch: MadeRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length === BATCH) {
      ref = await copy(database, batch, ref);
      batch = [];
    }
  }
  return copy(database, batch, ref);
}

async function copy(database: DataSource, records: readonly MadeRecord[], from: number): Promise<number> {
  const rows = records.map((record, index) => ({ ...record, ref: from + index + 1, hub: randomUUID() }));
  await database.transaction(async (tx) => {
    await copyRows(
      tx,
      'hub_person (id)',
      rows.map(({ hub }) => [hub]),
    );
    await copyRows(tx, `agency_person (${COLUMNS})`, rows.map(personRow));
    await copyRows(
      tx,
      'match_key (key, ref)',
      rows.flatMap(({ identity, ref }) => retrievalKeys(prepare(matchedPerson(identity))).map((key) => [key, String(ref)])),
    );
  });
  return from + rows.length;
}

const COLUMNS = `ref, agency, person, own_hub, hub, identity, digest, generation, birth, nhs_number, upns, given, names_text, sounds,
  postcodes, protect_location, protect_identity`;

function personRow({ ref, agency, person, hub, identity }: MadeRecord & { ref: number; hub: string }): (string | null)[] {
  const text = JSON.stringify(identity);
  const keys = identityKeys(identity);
  const lists = [keys.upns, keys.given].map(textArray);
  return [
    ...[
      String(ref),
      agency,
      person,
      hub,
      hub,
      text,
      createHash('sha256').update(text).digest('hex'),
      '1',
      keys.birth,
      keys.nhsNumber,
    ],
    ...lists,
    ...[
      keys.namesText,
      textArray(keys.sounds),
      textArray(keys.postcodes),
      String(keys.protectLocation),
      String(keys.protectIdentity),
    ],
  ];
}

function copyRows(tx: EntityManager, table: string, rows: readonly (readonly (string | null)[])[]): Promise<void> {
  return copyIn(tx, `copy ${table} from stdin`, rows.map(copyLine).join(''));
}

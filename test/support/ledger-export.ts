import { withDatabase } from '../../tools/local-postgres/databases';
import { exportLedger } from '../../tools/ledger/export-ledger';
import { databaseName, LEDGER, SUBGRAPHS } from '../../tools/start/services';
import type { Journey } from './journey';

/** Writes a running hub's ledger, and what each agency keeps of it, into a folder. */
export function exportOf({ layout }: Journey, folder: string): Promise<void> {
  const custodians = SUBGRAPHS.filter((name) => name !== 'mash');
  const urlOf = (name: string) => withDatabase(layout.adminUrl, databaseName(name));
  return exportLedger(
    {
      hub: urlOf('mash'),
      custodians: Object.fromEntries(custodians.map((name) => [name, urlOf(name)])),
      keys: Object.fromEntries([LEDGER, ...custodians].map((name) => [name, layout.keys[name]?.jwksFile ?? ''])),
    },
    folder,
  );
}

import { randomUUID } from 'node:crypto';
import { type LedgerEntry } from '../../subgraphs/mash/ledger/ledger-entry';

const CUSTODIANS = ['mash', 'police', 'health', 'education', 'social-care'];

/** An answer about a child, with what five custodians disclosed: about two kilobytes, as the collated view writes it. */
export function answerEntry(): LedgerEntry {
  const [person, caseId] = [randomUUID(), randomUUID()];
  return {
    ...{ kind: 'RESPONSE', at: new Date(), persons: [person] },
    by: { sub: 'https://sign-in.example|mash-analyst', agency: 'MASH', roles: ['mash_analyst'], rid: randomUUID() },
    cases: [{ id: caseId, reference: 'MASH-2026-000123', purpose: 'SECTION_47', basis: 'PUBLIC_TASK', level: 4 }],
    operation: { name: 'Child', hash: 'a'.repeat(64) },
    disclosures: CUSTODIANS.map((custodian) => ({
      custodian,
      entry: {
        ...{ person, caseId, purpose: 'SECTION_47', agreement: '2026-11-01' },
        released: [
          {
            category: 'incidents',
            rule: `${custodian}/incidents/content/section-47`,
            fields: ['Record.incidents', 'Record.persons'],
          },
        ],
        withheld: [{ category: 'intelligence', rule: `${custodian}/intelligence/no-line`, fields: ['Record.intelligence'] }],
      },
    })),
  };
}

import { instantOf, verified, wholeExport } from './support/export';
import { cutEverywhere, keys, makeBoth, swap } from './support/tamper';
import { CHECKPOINTS } from './support/tampered-checkpoints';
import { CUSTODIANS } from './support/tampered-custodians';
import { ENTRIES } from './support/tampered-entries';

/**
 * Ledger evasion (attack group 10): everything that somebody with the hub's database, its keys, or a custodian's database could do
 * to the record of who saw what. Each is found by the verifier from exported files alone.
 */

beforeAll(makeBoth);

test('a ledger that nobody touched is whole', async () => {
  const { codes, lines, entries, unsealed, checkpoints, cosignatures } = await verified(wholeExport(keys));
  expect({ codes, lines }).toEqual({ codes: [], lines: [] });
  expect({ entries, unsealed, checkpoints, cosignatures }).toEqual({
    entries: 20,
    unsealed: 1,
    checkpoints: 5,
    cosignatures: 10,
  });
});
const TAMPERINGS = [...ENTRIES, ...CHECKPOINTS, ...CUSTODIANS];

test(`there are at least twenty kinds of tampering: ${TAMPERINGS.length}`, () => {
  expect(new Set(TAMPERINGS.map(([name]) => name)).size).toBeGreaterThanOrEqual(20);
});

test.each(TAMPERINGS)('%s', async (_, tamper, found) => {
  const all = wholeExport(keys);
  tamper(all);
  const { codes } = await verified(all);
  expect(codes).toContain(found);
});

test('what the hub and every custodian cut off together, with every log of it, nobody finds: decision 16 says so', async () => {
  const all = wholeExport(keys);
  all.unsealed = [];
  cutEverywhere(all, 4);
  all.disclosures.police?.splice(16);
  expect((await verified(all)).codes).toEqual([]);
});

test('where it was changed is told as closely as the checkpoints allow', async () => {
  const all = wholeExport(keys);
  swap(all.entries, 9, 10);
  const { lines } = await verified(all);
  expect(lines).toContain('  size 15 (the hub): look from entry 8 on');
});

test('a disclosure that came too late and was not released is counted, and is nothing wrong', async () => {
  const all = wholeExport(keys);
  all.disclosures.health?.push({ at: instantOf(5).toISOString(), rid: 'request-5', digest: 'c'.repeat(64) });
  const { codes, notReleased } = await verified(all);
  expect({ codes, notReleased }).toEqual({ codes: [], notReleased: 1 });
});

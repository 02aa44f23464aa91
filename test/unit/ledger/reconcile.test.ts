import fc from 'fast-check';
import { differencesOf, type LedgerRequest } from '../../../subgraphs/mash/ledger/reconcile';

const at = (minute: number): Date => new Date(Date.parse('2026-11-22T10:00:00Z') + minute * 60_000);
const WINDOW = { from: at(0), to: at(60) };
const hub = (minute: number, rid: string, ...digests: string[]): LedgerRequest => ({ at: at(minute), rid, digests });
const own = (minute: number, rid: string, digest: string) => ({ at: at(minute).toISOString(), rid, digest });

test('two logs that say the same do not differ, at whichever moments they were written', () => {
  expect(differencesOf(WINDOW, [hub(5, 'r', 'a', 'b')], [own(4, 'r', 'a'), own(5, 'r', 'b')])).toEqual([]);
  expect(differencesOf(WINDOW, [hub(60.5, 'r', 'a')], [own(59.9, 'r', 'a')])).toEqual([]);
  expect(differencesOf(WINDOW, [hub(0.1, 'r', 'a')], [own(-0.1, 'r', 'a')])).toEqual([]);
});

test('what the ledger says and the custodian does not know of is found', () => {
  expect(differencesOf(WINDOW, [hub(5, 'r', 'a')], [])).toEqual([{ rid: 'r', digest: 'a', what: 'NOT_AT_CUSTODIAN' }]);
});

test('what the custodian disclosed in a request that the ledger does not know is found', () => {
  expect(differencesOf(WINDOW, [], [own(5, 'r', 'a')])).toEqual([{ rid: 'r', digest: 'a', what: 'NO_ENTRY' }]);
});

test('what came too late for its request is told apart', () => {
  expect(differencesOf(WINDOW, [hub(5, 'r')], [own(5, 'r', 'a')])).toEqual([{ rid: 'r', digest: 'a', what: 'NOT_RELEASED' }]);
});

test('the same disclosure made twice and recorded once differs', () => {
  const twice = [own(5, 'r', 'a'), own(5, 'r', 'a')];
  expect(differencesOf(WINDOW, [hub(5, 'r', 'a')], twice).map(({ what }) => what)).toContain('NOT_RELEASED');
  expect(differencesOf(WINDOW, [hub(5, 'r', 'a', 'a')], [own(5, 'r', 'a')])).toEqual([
    { rid: 'r', digest: 'a', what: 'NOT_AT_CUSTODIAN' },
  ]);
});

test('what lies outside the window is another window’s', () => {
  expect(differencesOf(WINDOW, [hub(61, 'r', 'a')], [own(-1, 's', 'b')])).toEqual([]);
});

test('whatever is taken out of either log is found, and nothing else', () => {
  const log = fc.uniqueArray(fc.record({ rid: fc.constantFrom('r', 's', 't', 'u'), digest: fc.constantFrom('a', 'b', 'c') }), {
    selector: ({ rid, digest }) => rid + digest,
    minLength: 1,
  });
  fc.assert(
    fc.property(log, fc.nat(), fc.boolean(), (all, pick, fromHub) => {
      const gone = all[pick % all.length];
      const rest = all.filter((one) => one !== gone);
      const rids = [...new Set(all.map(({ rid }) => rid))];
      const ledger = (of: typeof all) =>
        rids.map((rid) => hub(5, rid, ...of.filter((one) => one.rid === rid).map(({ digest }) => digest)));
      const custodian = (of: typeof all) => of.map(({ rid, digest }) => own(5, rid, digest));
      const found = fromHub
        ? differencesOf(WINDOW, ledger(rest), custodian(all))
        : differencesOf(WINDOW, ledger(all), custodian(rest));
      expect(found).toEqual([{ ...gone, what: fromHub ? 'NOT_RELEASED' : 'NOT_AT_CUSTODIAN' }]);
    }),
  );
});

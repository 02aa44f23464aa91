import { classify, resultOf } from '../../../common/publishing/classify';
import type { CurrentVersion, Incoming } from '../../../common/publishing/kind-table';
import type { ImportedRow } from '../../../common/publishing/record';

const incoming = (key: string, digest: string, row = 1): Incoming => ({
  record: { kind: 'k', key, data: {} },
  at: { file: 'a', row },
  digest,
});
const held = (digest: string, more: Partial<CurrentVersion> = {}): CurrentVersion => ({
  rowId: '7',
  id: 'public',
  person: null,
  digest,
  publication: 'earlier',
  retracted: false,
  sealed: false,
  ...more,
});
const outcomes = (...given: Parameters<typeof classify>) => classify(...given).outcomes.map(({ outcome }) => outcome);

describe('a record', () => {
  test('of a new key is accepted and gets an id of its own', () => {
    const {
      outcomes: [outcome],
      writes,
    } = classify([incoming('a', '1')], new Map(), 'now');
    expect(outcome).toEqual({ outcome: 'accepted', repeated: false });
    expect(writes).toMatchObject([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), closes: undefined }]);
  });

  test('that says the same is unchanged and written by nobody', () => {
    const {
      outcomes: [outcome],
      writes,
    } = classify([incoming('a', '1')], new Map([['a', held('1')]]), 'now');
    expect(outcome).toEqual({ outcome: 'unchanged', repeated: false });
    expect(writes).toEqual([]);
  });

  test('that says something else corrects, under the same id', () => {
    const { writes } = classify([incoming('a', '2')], new Map([['a', held('1')]]), 'now');
    expect(writes).toMatchObject([{ id: 'public', closes: { rowId: '7' } }]);
  });

  test('of a retracted key is a correction even when it says the same', () => {
    expect(outcomes([incoming('a', '1')], new Map([['a', held('1', { retracted: true })]]), 'now')).toEqual(['corrected']);
  });

  test('of a key that came before in the chunk is compared with that, and only the last is written', () => {
    const all = [incoming('a', '2'), incoming('a', '2', 2), incoming('a', '3', 3)];
    const classified = classify(all, new Map([['a', held('1')]]), 'now');
    expect(classified.outcomes).toEqual([
      { outcome: 'corrected', repeated: false },
      { outcome: 'unchanged', repeated: false },
      { outcome: 'corrected', repeated: true },
    ]);
    expect(classified.writes).toMatchObject([{ incoming: { digest: '3' } }]);
  });

  test('that ends as it stood writes nothing', () => {
    expect(classify([incoming('a', '2'), incoming('a', '1')], new Map([['a', held('1')]]), 'now').writes).toEqual([]);
  });

  test('that contradicts an earlier chunk of the same publication is repeated', () => {
    expect(classify([incoming('a', '2')], new Map([['a', held('1', { publication: 'now' })]]), 'now').outcomes).toEqual([
      { outcome: 'corrected', repeated: true },
    ]);
  });
});

describe('a row', () => {
  const row: ImportedRow = { file: 'a', row: 3, records: [], problems: [] };
  const of = (...all: ('accepted' | 'unchanged' | 'corrected')[]) => all.map((outcome) => ({ outcome, repeated: false }));

  test('comes to the most that any of its records comes to', () => {
    expect(resultOf(row, of('unchanged', 'accepted')).outcome).toBe('accepted');
    expect(resultOf(row, of('accepted', 'corrected', 'unchanged')).outcome).toBe('corrected');
    expect(resultOf(row, []).outcome).toBe('ignored');
  });

  test('with an error is rejected, and with a repeated record is warned of', () => {
    const problem = { file: 'a', row: 3, severity: 'error' as const, code: 'c', field: 'f', problem: 'p', remedy: 'r' };
    expect(resultOf({ ...row, problems: [problem] }, []).outcome).toBe('rejected');
    expect(resultOf(row, [{ outcome: 'corrected', repeated: true }]).problems).toMatchObject([
      { severity: 'warning', code: 'repeated-record', row: 3 },
    ]);
  });
});

import { cpuOf, readStat } from '../../../bench/cpu';

test('the times of a process are read past a name with spaces and brackets', () => {
  const line = '4242 (postgres: a (b) c) S 17 4242 4242 0 -1 4194560 1 2 3 4 150 50 30 20 20 0 1 0 99 1 1';
  expect(readStat(line)).toEqual({ parent: 17, own: 2_000, ended: 500 });
});

test('a process that is not there has no times', () => {
  expect(cpuOf(2 ** 30)).toBeUndefined();
});

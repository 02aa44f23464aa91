import { readArguments } from '../../../bench/arguments';
import { asJson, asTable } from '../../../bench/report';
import { comparedTo, figure, rounded } from '../../../bench/result';

const byHand = figure('child-fanout-rps', 20, 'requests/s');
const results = [comparedTo(byHand, 'child-gateway-rps', 17), byHand];

test('--json is one object on one line, with every key of every figure', () => {
  const text = asJson({ bench: 'collated', results });
  expect(text.split('\n')).toHaveLength(2);
  expect(JSON.parse(text)).toEqual({
    bench: 'collated',
    results: [
      { id: 'child-gateway-rps', value: 17, unit: 'requests/s', against: 'child-fanout-rps', ratio: 0.85 },
      { id: 'child-fanout-rps', value: 20, unit: 'requests/s', against: null, ratio: null },
    ],
  });
});

test('the table shows the same figures in columns', () => {
  const lines = asTable({ bench: 'collated', results }).split('\n');
  expect(lines[0]).toBe('collated');
  expect(lines[3]).toMatch(/^ {2}child-gateway-rps +17 {2}requests\/s +0\.85 {2}child-fanout-rps$/);
});

test('a ratio is what can be worked out again from the values shown', () => {
  const [one, other] = [comparedTo(figure('b', 1 / 3, 'ms'), 'a', 2 / 3), figure('b', 1 / 3, 'ms')];
  expect(one.ratio).toBe(rounded(one.value / other.value));
  expect(comparedTo(figure('b', 0, 'ms'), 'a', 2).ratio).toBeNull();
});

test('without a name all benchmarks run; --json may stand anywhere', () => {
  expect(readArguments([])).toMatchObject({ bench: 'all', json: false });
  expect(readArguments(['--json', 'collated'])).toEqual({ bench: 'collated', names: ['collated'], json: true });
});

test.each([[['nothing-like-it']], [['collated', 'more']], [['--json', 'less']]])('%j is answered with what there is', (given) => {
  expect(() => readArguments(given)).toThrow(/Usage: .*\n {2}collated {2}/);
});

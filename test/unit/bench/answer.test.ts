import { type Answer, mustBeSame } from '../../../bench/collated/answer';

const answer = (data: Answer['data'], withheld: Answer['withheld'] = []): Answer => ({ data, withheld });
const compare = (left: Answer, right: Answer) => () => mustBeSame('child 1', left, right);

test('the order of keys and the moment of the answer do not matter', () => {
  const one = answer({ child: { id: '1', sources: [{ state: 'X', asAt: '2026-01-01T00:00:00Z' }] } });
  const other = answer({ child: { sources: [{ asAt: '2026-01-01T00:00:01Z', state: 'X' }], id: '1' } });
  expect(compare(one, other)).not.toThrow();
});

test('a moment that only one of them tells is a difference', () => {
  expect(compare(answer({ asAt: null }), answer({ asAt: '2026-01-01' }))).toThrow('differ at asAt');
});

test.each([
  [{ child: { names: ['a'] } }, { child: { names: ['b'] } }, 'child.names.0'],
  [{ child: { names: ['a'] } }, { child: { names: ['a', 'b'] } }, 'child.names.1'],
  [{ child: { police: null } }, { child: {} }, 'child.police'],
  [{ child: [] }, { child: {} }, 'child'],
  [null, { child: null }, ''],
])('%j and %j differ, and the error says where and never what', (left, right, at) => {
  expect(compare(answer(left), answer(right))).toThrow(`child 1: the gateway and the fan-out differ at ${at}`);
});

test('refusals must be the same ones, in whatever order', () => {
  const [one, other] = [
    { path: ['child', 'police'], rule: 'police/a' },
    { path: ['child', 'health'], rule: 'health/b' },
  ];
  expect(compare(answer({}, [one, other]), answer({}, [other, one]))).not.toThrow();
  expect(compare(answer({}, [one]), answer({}, [other]))).toThrow('not the same ones');
});

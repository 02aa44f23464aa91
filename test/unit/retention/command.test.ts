import { readRetentionCommand, USAGE } from '../../../tools/retention/command';

const read = (line: string) => readRetentionCommand(line.split(' '));

test('reports unless it is told to delete', () => {
  expect(read('police')).toEqual({ agency: 'police', json: false, task: { action: 'report' } });
  expect(read('social-care --json --apply')).toEqual({ agency: 'social-care', json: true, task: { action: 'apply' } });
});

test('places and lifts holds', () => {
  expect(read('police hold --person - --reason r --by b --until 2027-01-01').task).toEqual({
    ...{ action: 'hold', person: '-', reason: 'r', by: 'b', until: '2027-01-01' },
  });
  expect(read('police lift 7 --reason r --by b').task).toEqual({ action: 'lift', hold: '7', reason: 'r', by: 'b' });
});

test.each([
  'police hold --person 1',
  'police hold --person 1 --reason r --by b --apply',
  'police hold 7 --reason r --by b',
  'police lift --reason r --by b',
  'police lift 7 8 --reason r --by b',
  'police lift 7 --person 1 --reason r --by b',
  'police delete --reason r --by b',
  'police delete',
  'police --reason r',
  'police --everything',
])('does nothing for "%s" but say how it is used', (line) => {
  expect(() => read(line)).toThrow(USAGE.split('\n')[0] as string);
});

import { sourceState } from '../../../common/agency/source-state';

const ALL = ['incidents', 'intelligence'];

interface Row {
  readonly knows: readonly string[];
  readonly held: readonly string[];
  readonly doubtful?: boolean;
  readonly state: string;
}

const table: Row[] = [
  { knows: [], held: [], state: 'WITHHELD' },
  { knows: [], held: ALL, state: 'WITHHELD' },
  { knows: [], held: [], doubtful: true, state: 'WITHHELD' },
  { knows: ['something else'], held: ALL, state: 'WITHHELD' },
  { knows: ['incidents'], held: ['incidents'], state: 'RECORDS_FOUND' },
  { knows: ['incidents'], held: ALL, state: 'RECORDS_FOUND' },
  { knows: ['incidents'], held: ['intelligence'], state: 'NOTHING_SHAREABLE' },
  { knows: ['incidents'], held: [], state: 'NOTHING_SHAREABLE' },
  { knows: ['incidents'], held: [], doubtful: true, state: 'NOTHING_SHAREABLE' },
  { knows: ALL, held: ['intelligence'], state: 'RECORDS_FOUND' },
  { knows: ALL, held: [], state: 'NO_RECORD_FOUND' },
  { knows: ALL, held: [], doubtful: true, state: 'NOT_LINKED' },
];

test.each(table)(
  'knowing of $knows with records in $held (doubtful: $doubtful) reads as $state',
  ({ knows, held, doubtful, state }) => {
    const facts = { categories: ALL, knowable: new Set(knows), held: new Set(held), doubtful: doubtful ?? false };
    expect(sourceState(facts)).toBe(state);
  },
);

test('records in a category that may not be known change nothing', () => {
  for (const knows of [[], ['incidents'], ['intelligence']]) {
    const hidden = ALL.filter((category) => !knows.includes(category));
    const facts = { categories: ALL, knowable: new Set(knows), doubtful: false };
    expect(sourceState({ ...facts, held: new Set(hidden) })).toBe(sourceState({ ...facts, held: new Set() }));
  }
});

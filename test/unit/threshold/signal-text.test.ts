import fc from 'fast-check';
import { textOf } from '../../../subgraphs/mash/threshold/digest';
import { signal } from './support';

/** Words with what JSON escapes, and with what would look like the end of a value and the beginning of another. */
const WORD = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('a', '"', '\\', ',', '\n', '\ud83d', '\ude00', '\u2028', 'é', ']', '['), maxLength: 5 }),
  fc.constantFrom('', 'a","b', '",true,"', '",null,"', '"', '\\"'),
);

test('the text of a signal is its JSON, whatever stands in it: digests of decisions made before stay what they were', () => {
  fc.assert(
    fc.property(
      fc.record({ indicator: WORD, source: WORD, category: WORD, agency: WORD, disputed: fc.boolean() }),
      fc.record({ expires: WORD, event: WORD }, { requiredKeys: [] }),
      (said, more) => {
        const one = signal('x', { ...said, ...more });
        const { indicator, agency, relation, observedOn, recordedOn, confidence, category, source, disputed } = one;
        const values = [indicator, agency, relation, observedOn, recordedOn, confidence, category, source];
        expect(textOf(one)).toBe(JSON.stringify([...values, one.expires ?? null, disputed, one.event ?? null]));
      },
    ),
    { numRuns: 2_000 },
  );
});

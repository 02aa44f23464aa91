import fc from 'fast-check';
import { copyLine } from '../../../common/publishing/copy';

/** How PostgreSQL reads a line of its COPY text format (documentation of COPY, "Text Format"), as far as we write it. */
function read(line: string): (string | null)[] {
  const meant: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return line
    .slice(0, -1)
    .split('\t')
    .map((value) => (value === '\\N' ? null : value.replaceAll(/\\(.)/g, (_, letter: string) => meant[letter] ?? letter)));
}

const value = fc.option(
  fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', 'N', '.', ' ', '"', '{', 'é') })),
  { nil: null },
);

test('any values come back as they were, on one line', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      const line = copyLine(values);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(line).not.toContain('\r');
      expect(read(line)).toEqual(values);
    }),
  );
});

test('nothing is not the same as an empty text, nor as the mark for nothing', () => {
  expect(copyLine([null, '', '\\N', '\\.'])).toBe('\\N\t\t\\\\N\t\\\\.\n');
});

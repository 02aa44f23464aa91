import fc from 'fast-check';
import { SAMPLES } from './samples';
import { problemsOf, readFiles } from './support';

/** What must never be repeated: what a file says of somebody. */
const CANARY = 'Wilhelmina';

/** Where a value stands in a text, whatever its format: inside quotation marks, between tags, between commas. */
function values(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/(?<=")[^"<>{}[\],:\n]+(?=")|(?<=>)[^<>\n]+(?=<)|(?<=[,\n])[^,\n"<>{}]+(?=[,\n])/g)].map(
    ({ index, 0: value }) => ({
      start: index,
      end: index + value.length,
    }),
  );
}

function replaced(text: string, places: readonly { start: number; end: number }[], by: string): string {
  let result = text;
  for (const { start, end } of [...places].sort((a, b) => b.start - a.start))
    result = result.slice(0, start) + by + result.slice(end);
  return result;
}

async function spoken(sample: (typeof SAMPLES)[number], text: string): Promise<string> {
  const rows = await readFiles(sample.importer, { [sample.file]: text });
  const problems = problemsOf(rows).map(({ code, field, problem, remedy }) => ({ code, field, problem, remedy }));
  return JSON.stringify(problems).toLowerCase();
}

const WRITTEN = [
  CANARY,
  `${CANARY} 2024-01-01`,
  `2024-13-45 ${CANARY}`,
  ` ${CANARY.toUpperCase()} `,
  `9990000019${CANARY}`,
  CANARY.repeat(100),
];

describe.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s', (_name, sample) => {
  const places = values(sample.text);

  test('no problem repeats the value of any one place, and each place is one', async () => {
    expect(places.length).toBeGreaterThan(10);
    for (const place of places) {
      for (const by of WRITTEN)
        expect(await spoken(sample, replaced(sample.text, [place], by))).not.toContain(CANARY.toLowerCase());
    }
  });

  test('no problem repeats a value when many places are wrong, or the file breaks off', async () => {
    const property = fc.asyncProperty(
      fc.subarray(places, { minLength: 1 }),
      fc.constantFrom(...WRITTEN),
      fc.double({ min: 0.2, max: 1, noNaN: true }),
      async (wrong, by, share) => {
        const text = replaced(sample.text, wrong, by);
        expect(await spoken(sample, text.slice(0, Math.ceil(text.length * share)))).not.toContain(CANARY.toLowerCase());
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});

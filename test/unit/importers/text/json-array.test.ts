import fc from 'fast-check';
import { JsonArrayCutter } from '../../../../importers/text/json-array';

function cut(text: string, chunk = text.length || 1, when: (outer: ReadonlyMap<string, string>) => boolean = () => true) {
  const cutter = new JsonArrayCutter('entry', when);
  const elements: string[] = [];
  for (let at = 0; at < text.length; at += chunk) elements.push(...cutter.push(text.slice(at, at + chunk)));
  return { elements, document: cutter.document };
}

test('the elements of the array are cut out and an empty array is left', () => {
  expect(cut('{"a":1,"entry":[{"b":"]"},{"c":[1,2]}],"d":"[{"}')).toEqual({
    elements: ['{"b":"]"}', '{"c":[1,2]}'],
    document: '{"a":1,"entry":[],"d":"[{"}',
  });
});

test('an array of the same name further inside is left alone', () => {
  const text = '{"section":[{"entry":[1,2]}],"text":{"entry":[3]}}';
  expect(cut(text)).toEqual({ elements: [], document: text });
});

test('a property that is no array is left alone', () => {
  const text = '{"entry":{"a":[1]},"x":"entry","y":["entry"]}';
  expect(cut(text)).toEqual({ elements: [], document: text });
});

test('it is told the values that stood before the array and may decline', () => {
  const text = '{"resourceType":"List","id":"entry","entry":[{"item":1}]}';
  const seen: [string, string][] = [];
  const result = cut(text, 3, (outer) => {
    seen.push(...outer);
    return false;
  });
  expect(result).toEqual({ elements: [], document: text });
  expect(seen).toEqual([
    ['resourceType', 'List'],
    ['id', 'entry'],
  ]);
});

test('a comma too many leaves an empty element, which is no JSON', () => {
  expect(cut('{"entry":[1,]}').elements).toEqual(['1', '']);
  expect(cut('{"entry":[,1]}').elements).toEqual(['', '1']);
  expect(cut('{"entry":[ ]}').elements).toEqual([]);
});

test('a document cut in half gives the elements before the cut', () => {
  expect(cut('{"entry":[{"a":1},{"b":2},{"c"')).toEqual({ elements: ['{"a":1}', '{"b":2}'], document: '{"entry":[' });
});

test('any document is put together again from what was cut, however it arrives', () => {
  const property = fc.property(
    fc.array(fc.json({ maxDepth: 3 }), { maxLength: 5 }),
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom(0, 2),
    (entries, others, chunk, indent) => {
      const { entry: _, ...rest } = others;
      const elements = entries.map((json) => JSON.parse(json) as unknown);
      const text = JSON.stringify({ ...rest, entry: elements, last: 'x' }, null, indent);
      const { elements: found, document } = cut(text, chunk);
      expect(found.map((json) => JSON.parse(json) as unknown)).toEqual(elements);
      expect(JSON.parse(document)).toEqual(JSON.parse(JSON.stringify({ ...rest, entry: [], last: 'x' })));
    },
  );
  fc.assert(property, { numRuns: 500 });
});

test('no text makes it throw, however broken', () => {
  const text = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', 'entry', 'a'), maxLength: 60 });
  fc.assert(
    fc.property(text, (given) => {
      cut(`{"entry":[${given}`, 3);
    }),
  );
});

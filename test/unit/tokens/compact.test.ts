import fc from 'fast-check';
import { hasTwins } from '../../../common/tokens/compact';

describe('members named twice', () => {
  test.each([
    '{"a":1,"a":2}',
    '{"a":1,"b":2,"a":3}',
    '{ "a" : 1 , "a" : 1 }',
    '{"b":{"a":1,"a":1}}',
    '[{"a":1},{"a":1,"a":1}]',
    '{"\\u0061":1,"a":2}',
    '{"a":"{","a":1}',
    '{"a\\"b":1,"a\\"b":2}',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
  ])('are found: %s', (json) => expect(hasTwins(json)).toBe(true));

  test.each([
    '{}',
    '{"a":1,"b":1}',
    '{"a":"a","b":"a"}',
    '{"a":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":["a","a"]}',
    '{"a":"\\"a\\":1,\\"a\\":2"}',
    'no json',
  ])('are not seen where there are none: %s', (json) => expect(hasTwins(json)).toBe(false));

  test('are never seen in what a serialiser writes, and always in what it wrote with one member repeated', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.jsonValue(), (object, value) => {
        const json = JSON.stringify(object);
        expect(hasTwins(json)).toBe(false);
        const [name = ''] = Object.keys(JSON.parse(json));
        expect(hasTwins(`${json.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`)).toBe(true);
      }),
    );
  });
});

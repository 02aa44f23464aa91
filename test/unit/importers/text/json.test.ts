import { parseObject } from '../../../../importers/text/json';

test('an object is read', () => {
  expect(parseObject('{"a":[1,"Zoë"]}').object).toEqual({ a: [1, 'Zoë'] });
});

test.each(['', ' ', 'null', '1', '"text"', '[]', '[{}]', '{"a":1', '{"a":1}}', "{'a':1}", '{a:1}', 'NaN'])(
  '%j is refused',
  (text) => {
    expect(parseObject(text).fault?.code).toBe('malformed-json');
  },
);

test.each(['{"a":"x\\u0000y"}', '{"a":["\\ud83d"]}', '{"a":{"b":"\\udc00"}}', '{"\\u0000":1}', '{"a":"\\uD800x"}'])(
  'a character that no text has is refused: %s',
  (text) => {
    expect(parseObject(text).fault?.code).toBe('not-text');
  },
);

test('escapes that are text are read: a pair, a control character, a backslash before the letter u', () => {
  expect(parseObject('{"a":"\\ud83d\\ude00","b":"\\u0001","c":"\\\\u0000"}').object).toEqual({
    a: '😀',
    b: '\u0001',
    c: '\\u0000',
  });
});

test('nesting of 50,000 neither throws nor takes long', () => {
  const deep = `{"a":${'['.repeat(50_000)}"\\u0000"${']'.repeat(50_000)}}`;
  expect(parseObject(deep).fault?.code).toBe('not-text');
  expect(parseObject(deep.replace('\\u0000', 'x')).object).toBeDefined();
});

test('a property called __proto__ is a property like any other', () => {
  const { object } = parseObject('{"__proto__":{"admin":true}}');
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  expect((object as { admin?: boolean }).admin).toBeUndefined();
});

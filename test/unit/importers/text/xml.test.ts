import { readElements, type Wanted, type XmlElement } from '../../../../importers/text/xml-tree';
import { UnreadableXml } from '../../../../importers/text/xml';
import { sourceOf } from '../support';

const ITEMS: Wanted = { names: new Set(['item']) };

async function read(
  text: string | Uint8Array,
  wanted = ITEMS,
  chunk?: number,
): Promise<{ elements: XmlElement[]; fault?: string; line?: number }> {
  const elements: XmlElement[] = [];
  try {
    for await (const element of readElements(sourceOf('file.xml', text, chunk), wanted)) elements.push(element);
    return { elements };
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    return { elements, fault: error.code, line: error.line };
  }
}

const texts = ({ elements }: { elements: XmlElement[] }): string[] => elements.map(({ name, text }) => `${name}=${text}`);

test('wanted elements are given whole, after the root, with the line on which they open', async () => {
  const { elements } = await read('<list>\n<item\n a="1">x<b>y</b></item>\n<other><item>z</item></other></list>');
  expect(elements.map(({ name, line, text, children }) => [name, line, text, children.length])).toEqual([
    ['list', 1, '', 0],
    ['item', 2, 'x', 1],
    ['item', 4, 'z', 0],
  ]);
  expect(elements[1]?.attributes).toEqual(new Map([['a', '1']]));
});

test('elements inside one of a name are given whatever they are called', async () => {
  const found = await read('<a><list><item>1</item><itme>2</itme></list><item>3</item></a>', {
    names: new Set(),
    inside: 'list',
  });
  expect(texts(found)).toEqual(['a=', 'item=1', 'itme=2']);
});

test('prefixes are cut off, CDATA and entities are text, comments are nothing', async () => {
  const found = await read(
    '<?xml version="1.0"?><p:list xmlns:p="urn:x"><p:item><!-- no --><![CDATA[<a>]]> &amp; &#233;</p:item></p:list>',
  );
  expect(texts(found)).toEqual(['list=', 'item=<a>& é']);
});

test('the same elements come out however the bytes arrive', async () => {
  const text = '<list><item n="ë">Zoë &lt;</item>\r\n<item/></list>';
  expect(await read(text, ITEMS, 1)).toEqual(await read(text));
});

test.each([
  ['a DOCTYPE', '<!DOCTYPE list [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><list><item>&b;</item></list>', 'doctype-refused'],
  ['a DOCTYPE that names a file', '<!DOCTYPE list SYSTEM "file:///etc/passwd"><list><item/></list>', 'doctype-refused'],
  ['an entity nobody defined', '<list><item>&bomb;</item></list>', 'malformed-xml'],
  ['an entity named like a property of every object', '<list><item>&constructor;&__proto__;</item></list>', 'malformed-xml'],
  ['a tag that another closes', '<list><item></list></item>', 'malformed-xml'],
  ['text that is not XML', 'CHILD,DOB\n1,2\n', 'wrong-format'],
  ['JSON', '{"resourceType":"Bundle"}', 'wrong-format'],
  ['nothing', '', 'empty-file'],
  ['blanks only', ' \n ', 'malformed-xml'],
  ['a second root', '<list/><list/>', 'malformed-xml'],
  ['a character no XML has', '<list><item>&#0;</item></list>', 'malformed-xml'],
  ['a doubled attribute', '<list><item a="1" a="2"/></list>', 'malformed-xml'],
])('%s is refused', async (_what, text, code) => {
  expect((await read(text)).fault).toBe(code);
  expect((await read(text, ITEMS, 1)).fault).toBe(code);
});

test('what came before the fault is given, and the fault names its line', async () => {
  const found = await read('<list>\n<item>1</item>\n<item>2</item>\n<item>3</itme>\n<item>4</item></list>');
  expect(texts(found)).toEqual(['list=', 'item=1', 'item=2']);
  expect(found).toMatchObject({ fault: 'malformed-xml', line: 4 });
});

test('half a document gives its whole elements', async () => {
  const found = await read('<list><item>1</item><item>2</it');
  expect(texts(found)).toEqual(['list=', 'item=1']);
  expect(found.fault).toBe('malformed-xml');
});

test('Latin-1 is refused on its line and the elements before it are given', async () => {
  const found = await read(Buffer.from('<list>\n<item>Ann</item>\n<item>Zoë</item></list>', 'latin1'));
  expect(texts(found)).toEqual(['list=', 'item=Ann']);
  expect(found).toMatchObject({ fault: 'wrong-encoding', line: 3 });
});

test('nesting of 50,000 is refused', async () => {
  expect((await read('<a>'.repeat(50_000))).fault).toBe('too-deep');
  expect((await read(`<list><item>${'<a>'.repeat(50_000)}`)).fault).toBe('too-deep');
});

test.each([
  ['text', `<list><item>1</item><item>${'x'.repeat(10_000_000)}</item></list>`],
  ['an attribute', `<list><item>1</item><item a="${'x'.repeat(10_000_000)}"/></list>`],
  ['a tag', `<list><item>1</item><${'x'.repeat(10_000_000)}/></list>`],
  ['a comment', `<list><item>1</item><!--${'x'.repeat(10_000_000)}--></list>`],
])('%s of 10 MB is refused without holding it, and what came before is given', async (_what, text) => {
  const found = await read(text);
  expect(texts(found)).toEqual(['list=', 'item=1']);
  expect(found.fault).toBe('too-large');
});

test('a record of very many elements is refused', async () => {
  expect((await read(`<list><item>${'<a/>'.repeat(200_001)}</item></list>`)).fault).toBe('too-large');
});

test('elements and attributes may be called __proto__', async () => {
  const { elements } = await read('<list><item __proto__="1" constructor="2"><__proto__>x</__proto__></item></list>');
  expect(elements[1]?.attributes).toEqual(
    new Map([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]),
  );
  expect(({} as { x?: string }).x).toBeUndefined();
});

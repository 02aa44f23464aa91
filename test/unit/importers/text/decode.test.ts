import { decodeText, UnreadableText } from '../../../../importers/text/decode';
import { sourceOf } from '../support';

async function decoded(bytes: Uint8Array, chunk?: number): Promise<{ text: string; code?: string }> {
  let text = '';
  try {
    for await (const piece of decodeText(sourceOf('file', bytes, chunk))) text += piece;
    return { text };
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return { text, code: error.code };
  }
}

const NAMES = 'Zoë Ōtani 李 𝒜da\nSiân\n';
const UTF_16LE = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(NAMES, 'utf16le')]);
const UTF_16BE = Buffer.from(UTF_16LE).swap16();
const UTF_8_MARKED = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(NAMES)]);

describe.each([1, 2, 3, 5, 65_536])('in pieces of %i bytes', (chunk) => {
  test('UTF-8 is read with and without a byte order mark', async () => {
    expect(await decoded(Buffer.from(NAMES), chunk)).toEqual({ text: NAMES });
    expect(await decoded(UTF_8_MARKED, chunk)).toEqual({ text: NAMES });
  });

  test('UTF-16 is read when it has a byte order mark', async () => {
    expect(await decoded(UTF_16LE, chunk)).toEqual({ text: NAMES });
    expect(await decoded(UTF_16BE, chunk)).toEqual({ text: NAMES });
  });

  test('Latin-1 is refused at its first accent, and what came before it is given', async () => {
    expect(await decoded(Buffer.from('Ann\nZoë\nBob\n', 'latin1'), chunk)).toEqual({ text: 'Ann\nZo', code: 'wrong-encoding' });
  });

  test('a zero byte is refused, and what came before it is given', async () => {
    expect(await decoded(Buffer.from('Ann\n\u0000Bob\n'), chunk)).toEqual({ text: 'Ann\n', code: 'wrong-encoding' });
  });

  test('a file that ends inside a character is refused there', async () => {
    expect(await decoded(Buffer.from('Annë').subarray(0, 4), chunk)).toEqual({ text: 'Ann', code: 'wrong-encoding' });
    expect(await decoded(UTF_16LE.subarray(0, 5), chunk)).toEqual({ text: 'Z', code: 'wrong-encoding' });
  });

  test('half a surrogate pair in UTF-16 is refused', async () => {
    const broken = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('A', 'utf16le'),
      Buffer.from([0x00, 0xd8]),
      Buffer.from('BC', 'utf16le'),
    ]);
    expect(await decoded(broken, chunk)).toEqual({ text: 'A', code: 'wrong-encoding' });
  });
});

test('an empty file says so, and a byte order mark alone is an empty text', async () => {
  expect(await decoded(Buffer.alloc(0))).toEqual({ text: '', code: 'empty-file' });
  expect(await decoded(Buffer.from([0xef, 0xbb, 0xbf]))).toEqual({ text: '' });
  expect(await decoded(Buffer.from([0xff, 0xfe]))).toEqual({ text: '' });
  expect(await decoded(Buffer.from('A'))).toEqual({ text: 'A' });
});

test('an empty piece in the middle of a stream changes nothing', async () => {
  const file = {
    name: 'file',
    size: 4,
    async *open() {
      yield Buffer.alloc(0);
      yield Buffer.from('Zo');
      yield Buffer.alloc(0);
      yield Buffer.from('ë');
    },
  };
  let text = '';
  for await (const piece of decodeText(file)) text += piece;
  expect(text).toBe('Zoë');
});

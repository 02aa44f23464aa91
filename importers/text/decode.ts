import type { SourceFile } from '../../common/publishing/record';

/** The bytes are not the text they should be. `remedy` is for the person who exported them. */
export class UnreadableText extends Error {
  constructor(
    readonly code: 'empty-file' | 'wrong-encoding',
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'UnreadableText';
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const NOTHING = new Uint8Array(0);

/**
 * A file's text in pieces. UTF-8 with or without a byte order mark, and UTF-16 with one, are understood; anything else is refused
 * at the first byte that cannot be text, because guessing an encoding garbles names. All text before that byte is given first.
 * @throws UnreadableText
 */
export async function* decodeText(file: SourceFile): AsyncGenerator<string> {
  let encoding: Encoding | undefined;
  let held: Uint8Array = NOTHING;
  for await (const chunk of file.open()) {
    const bytes = joined(held, chunk);
    held = bytes;
    // A byte order mark may be cut in two.
    if (encoding === undefined && bytes.length < 3) continue;
    const start = encoding === undefined ? markLength(bytes) : 0;
    encoding ??= encodingOf(bytes);
    const end = bytes.length - unfinished(bytes, encoding);
    held = bytes.subarray(end);
    yield* textOf(bytes.subarray(start, end), encoding);
  }
  if (encoding === undefined) {
    if (held.length === 0)
      throw new UnreadableText('empty-file', 'The file is empty', 'Export it again; an empty file publishes nothing');
    held = held.subarray(markLength(held));
  }
  if (held.length > 0) yield* textOf(held, encoding ?? 'utf-8');
}

function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function markLength(start: Uint8Array): number {
  if (encodingOf(start) !== 'utf-8') return 2;
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
}

/** How many bytes at the end begin a character that the next piece may end. */
function unfinished(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding !== 'utf-8') {
    const odd = bytes.length % 2;
    const high = bytes[bytes.length - odd - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
    return (high & 0xfc) === 0xd8 ? odd + 2 : odd;
  }
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function* textOf(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const whole = decoded(bytes, encoding);
  const text = whole ?? longestText(bytes, encoding);
  const zero = text.indexOf('\u0000');
  const readable = zero < 0 ? text : text.slice(0, zero);
  if (readable !== '') yield readable;
  if (whole === undefined || zero >= 0) {
    throw new UnreadableText('wrong-encoding', 'The file is not UTF-8 text from here on', 'Save or export it again as UTF-8');
  }
}

/** The text of bytes that are text throughout, else undefined; `stream` allows a last character that is not whole, and leaves it out. */
function decoded(bytes: Uint8Array, encoding: Encoding, stream = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
  } catch {
    return undefined;
  }
}

/** What can be read before the first byte that cannot be: found by halving, since every beginning of good text is good. */
function longestText(bytes: Uint8Array, encoding: Encoding): string {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decoded(bytes.subarray(0, middle), encoding, true) === undefined) bad = middle;
    else good = middle;
  }
  return decoded(bytes.subarray(0, good), encoding, true) ?? '';
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

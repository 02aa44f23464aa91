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

/**
 * A file's text in pieces. UTF-8 with or without a byte order mark, and UTF-16 with one, are understood; anything else is refused
 * at the first byte that cannot be text, because guessing an encoding garbles names.
 * @throws UnreadableText
 */
export async function* decodeText(file: SourceFile): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of file.open()) {
    if (chunk.length === 0) continue;
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    const text = decode(decoder, chunk);
    if (text.includes('\u0000')) throw notText();
    if (text !== '') yield text;
  }
  if (!decoder) throw new UnreadableText('empty-file', 'The file is empty', 'Export it again; an empty file publishes nothing');
  const rest = decode(decoder, undefined);
  if (rest !== '') yield rest;
}

function encodingOf(first: Uint8Array): string {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw notText();
  }
}

const notText = (): UnreadableText =>
  new UnreadableText('wrong-encoding', 'The file is not UTF-8 text from here on', 'Save or export it again as UTF-8');

import { createReadStream, existsSync, readFileSync } from 'node:fs';

/** The lines of a file as bytes, without their ends; a file that is not there has none. */
export async function* linesOf(file: string): AsyncGenerator<Buffer> {
  if (!existsSync(file)) return;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let end = bytes.indexOf(LINE_END, from); end >= 0; end = bytes.indexOf(LINE_END, from)) {
      yield bytes.subarray(from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield rest;
}

const LINE_END = 0x0a;

/** The lines of a small file as text; undefined when it is not there. */
export function textLines(file: string): string[] | undefined {
  if (!existsSync(file)) return undefined;
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

import type { ImportedRow, SourceFile } from '../../common/publishing/record';
import { decodeText, UnreadableText } from '../text/decode';
import { fileFault } from '../text/problems';

export type Line =
  | { readonly kind: 'line'; readonly row: number; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: ImportedRow };

/** A record is a few kilobytes; a longer line is a file without line ends. */
const MAX_LINE_CHARACTERS = 1_000_000;

/** The lines of a file that are not blank, numbered from 1. One that is too long is a fault. Never throws for what is in the bytes. */
export async function* readLines(file: SourceFile): AsyncGenerator<Line> {
  let row = 0;
  let rest = '';
  let skipping = false;
  const line = (text: string, number: number): Line[] => {
    if (text.length > MAX_LINE_CHARACTERS) return [tooLong(file, number)];
    return text.trim() === '' ? [] : [{ kind: 'line', row: number, text }];
  };
  try {
    for await (const piece of decodeText(file)) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        row += 1;
        if (skipping) skipping = false;
        else yield* line(text, row);
      }
      if (rest.length > MAX_LINE_CHARACTERS) {
        if (!skipping) yield tooLong(file, row + 1);
        skipping = true;
        rest = '';
      }
    }
    if (!skipping) yield* line(rest, row + 1);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    yield { kind: 'fault', fault: fileFault(file.name, row + 1, error.code, error.message, error.remedy) };
  }
}

const tooLong = (file: SourceFile, row: number): Line => ({
  kind: 'fault',
  fault: fileFault(
    file.name,
    row,
    'line-too-long',
    'The line is too long to be a record',
    'Write one record on each line, with a line end after each',
  ),
});

import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file of attendance sessions to generate. The same options give the same bytes. */
export interface CensusOptions {
  readonly pupils: number;
  /** Attendance codes each pupil was marked with, at most 28: so many rows a pupil. */
  readonly codes: number;
  /** Pupils of different series are different pupils; 0 to 999. */
  readonly series: number;
}

/** The columns of the sessions table of the COLLECT export, in their order. */
const HEADER =
  'pupilonrolltableid,NativeId,termlysessiondetailsonrolltableid,termlysessiondetailsonrollorderseqcolumn,sourceid,sessions,attendancereason';

const CODES = '/ \\ L K V P W B C1 C2 C M J1 S T R I E G N O U Q Y1 Y2 Y3 D X'.split(' ');
const PIECE = 256 * 1024;

/** Bytes of a row, about; to choose how many pupils make a file of a size. */
export const ROW_BYTES = 47;

/** Writes the file as a school census names it. @returns its path */
export async function writeSessions(folder: string, options: CensusOptions): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, '2025_spring_termlysessiondetailsonroll.csv');
  await pipeline(Readable.from(pieces(options)), createWriteStream(path));
  return path;
}

function* pieces({ pupils, codes, series }: CensusOptions): Generator<string> {
  let piece = `${HEADER}\n`;
  for (let pupil = 0; pupil < pupils; pupil += 1) {
    const id = scattered(series * 10_000_000 + pupil);
    for (let code = 0; code < codes; code += 1) {
      const sessions = (pupil * 7 + code * 3) % 140;
      piece += `${id}-${id.slice(0, 3)},SCH${pupil % 60},${scattered(pupil * 31 + code)},${code + 1},${scattered(pupil)},${sessions}.0,${CODES[code]}\n`;
    }
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Ids of real tables come in no order that an index would like: neither do these. Different numbers give different ids. */
const scattered = (number: number): string => (Math.imul(number, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');

import type { SourceFile } from '../../common/publishing/record';
import { readHeader } from '../text/csv';

/** The tables of a school census export, each known by a column that only it has. */
export type CensusTable = 'pupils' | 'sessions' | 'exclusions' | 'sen-needs';

const TELLTALE: Readonly<Record<CensusTable, readonly string[]>> = {
  pupils: ['pupilonrolltableid', 'dob', 'surname', 'forename'],
  sessions: ['pupilonrolltableid', 'sessions', 'attendancereason'],
  exclusions: ['pupilonrolltableid', 'startdate', 'category', 'reason1'],
  'sen-needs': ['pupilonrolltableid', 'sentype'],
};

/** Which census a file is from. The tables do not say; the file's name does, as in `2025_spring_pupilonroll.csv`. */
export interface CensusTerm {
  /** The school year, e.g. `2024/25`. */
  readonly academicYear: string;
  readonly term: 'AUTUMN' | 'SPRING' | 'SUMMER';
}

export interface CensusFile {
  readonly file: SourceFile;
  readonly table: CensusTable | undefined;
  readonly census: CensusTerm | undefined;
}

export async function recognise(file: SourceFile): Promise<CensusFile> {
  const header = (await readHeader(file)) ?? [];
  const tables = Object.keys(TELLTALE) as CensusTable[];
  const table = tables.find((name) => TELLTALE[name].every((column) => header.includes(column)));
  return { file, table, census: censusOf(file.name) };
}

function censusOf(name: string): CensusTerm | undefined {
  const match = /(\d{4})[_-](autumn|spring|summer)/i.exec(name);
  if (!match) return undefined;
  const year = Number(match[1]);
  const term = (match[2] ?? '').toUpperCase() as CensusTerm['term'];
  const start = term === 'AUTUMN' ? year : year - 1;
  return { academicYear: `${start}/${String((start + 1) % 100).padStart(2, '0')}`, term };
}

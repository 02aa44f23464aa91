import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../demo/random';

const CODES = ['/', '\\', 'L', 'I', 'M', 'N', 'O', 'U', 'G', 'C', 'E', 'H', 'Z9'];
const hex = (random: Random): string => random.whole(0, 0xffff_ffff).toString(16).padStart(8, '0');

/**
 * Writes a school census set (pupils, sessions, exclusions) with everything in it that publishing has to get right: new people and
 * their events, several records in a row, rows that say something else of an earlier one, unknown codes, pupils that are not in
 * the set. The same seed gives the same bytes.
 * @returns the paths
 */
export async function writeCensusSet(folder: string, pupils: number, seed: number): Promise<string[]> {
  const random = new Random(seed);
  const ids = Array.from({ length: pupils }, () => `${hex(random)}-${hex(random).slice(0, 3)}`);
  const tables: Record<string, string[]> = {
    pupilonroll: [
      'pupilonrolltableid,NativeId,dob,surname,forename,upn,sex,entrydate,termlysessionspossible,termlysessionsauthorised,enrolstatus,senprovision,ncyearactual',
      ...ids.map(
        (id, at) =>
          `${id},SCH${at % 9},2014-${MONTHS[at % 12]}-11 00:00:00,${random.chance(0.03) ? '' : `Family${random.whole(1, 900)}`},Given${at},,M,2022-Sep-05 00:00:00,134.0,${at % 20}.0,C,K,5`,
      ),
    ],
    termlysessiondetailsonroll: [
      'pupilonrolltableid,NativeId,termlysessiondetailsonrolltableid,termlysessiondetailsonrollorderseqcolumn,sourceid,sessions,attendancereason',
      ...Array.from({ length: pupils * 6 }, () => {
        const id = random.chance(0.01) ? 'nobody' : random.pick(ids);
        return `${id},SCH1,${hex(random)},1,${hex(random)},${random.whole(0, 140)}.0,${random.pick(CODES)}`;
      }),
    ],
    termlyexclusionsonroll: [
      'pupilonrolltableid,NativeId,termlyexclusionsonrolltableid,termlyexclusionsonrollorderseqcolumn,sourceid,startdate,sessions,reason1,reason2,reason3,category,senprovision',
      ...Array.from(
        { length: pupils },
        (_, at) => `${random.pick(ids)},SCH1,x${at % 900},1,s,2025-Feb-${10 + (at % 18)} 00:00:00,4.0,PP,DB,,FIXD,`,
      ),
    ],
  };
  await mkdir(folder, { recursive: true });
  return Promise.all(
    Object.entries(tables).map(async ([table, lines]) => {
      const path = join(folder, `2025_spring_${table}.csv`);
      await writeFile(path, `${lines.join('\n')}\n`);
      return path;
    }),
  );
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

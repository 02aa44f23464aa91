import type { SourceFile } from '../../common/publishing/record';
import { readHeader } from '../text/csv';

/** The modules of the SSDA903 return, each known by columns that only it has. */
export type CareTable =
  | 'header'
  | 'episodes'
  | 'reviews'
  | 'missing'
  | 'outcomes'
  | 'adoption'
  | 'unaccompanied'
  | 'social-workers';

const TELLTALE: Readonly<Record<CareTable, readonly string[]>> = {
  header: ['child', 'dob', 'ethnic', 'mother'],
  episodes: ['child', 'decom', 'rne', 'ls'],
  reviews: ['child', 'review', 'review_code'],
  missing: ['child', 'missing', 'mis_start'],
  outcomes: ['child', 'sdq_score', 'convicted'],
  adoption: ['child', 'date_placed', 'date_placed_ceased'],
  unaccompanied: ['child', 'duc'],
  'social-workers': ['child', 'sw_id', 'sw_decom'],
};

/** The header first: every other module is about a child it names. */
export const CARE_TABLES = Object.keys(TELLTALE) as CareTable[];

export async function recogniseTable(file: SourceFile): Promise<CareTable | undefined> {
  const columns = (await readHeader(file)) ?? [];
  return CARE_TABLES.find((table) => TELLTALE[table].every((column) => columns.includes(column)));
}

import codesets from '../../../policy/codesets.json';

/** How an attendance code counts in the statistics (DfE, Working together to improve school attendance, 2024, chapter 8). */
export type AttendanceGroup =
  | 'present'
  | 'attending elsewhere'
  | 'authorised'
  | 'unauthorised'
  | 'unable to attend'
  | 'not counted'
  | 'administrative';

const CODES: Readonly<Record<string, { readonly group: string }>> = codesets.sets['edu.attendance_2024'].codes;

/** Groups whose sessions were possible: the pupil was expected, and was there or was not. The rest say nothing of attendance. */
export const COUNTED: ReadonlySet<AttendanceGroup> = new Set(['present', 'attending elsewhere', 'authorised', 'unauthorised']);

/** The group of a code; undefined for a code the regulations do not have. */
export function groupOf(code: string): AttendanceGroup | undefined {
  return Object.hasOwn(CODES, code) ? (CODES[code]?.group as AttendanceGroup) : undefined;
}

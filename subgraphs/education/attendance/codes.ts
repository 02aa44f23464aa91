/** How an attendance code counts in the statistics (DfE, Working together to improve school attendance, 2024, chapter 8). */
export type AttendanceGroup =
  | 'present'
  | 'attending elsewhere'
  | 'authorised'
  | 'unauthorised'
  | 'unable to attend'
  | 'not counted'
  | 'administrative';

/** The codes of the 2024 Regulations by group; a test holds them against the national list in `policy/codesets.json`. */
const CODES: Readonly<Record<AttendanceGroup, readonly string[]>> = {
  present: ['/', '\\', 'L'],
  'attending elsewhere': ['K', 'V', 'P', 'W', 'B'],
  authorised: ['C1', 'C2', 'C', 'M', 'J1', 'S', 'T', 'R', 'I', 'E'],
  unauthorised: ['G', 'N', 'O', 'U'],
  'unable to attend': ['Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7'],
  'not counted': ['D', 'X'],
  administrative: ['Z', '#'],
};

const GROUPS = Object.keys(CODES) as AttendanceGroup[];

/** Groups whose sessions were possible: the pupil was expected, and was there or was not. The rest say nothing of attendance. */
export const COUNTED: readonly AttendanceGroup[] = ['present', 'attending elsewhere', 'authorised', 'unauthorised'];

/** The group of a code; undefined for a code the regulations do not have. */
export function groupOf(code: string): AttendanceGroup | undefined {
  return GROUPS.find((group) => CODES[group].includes(code));
}

import { isCode, type CodeSetName } from '../../common/codes';

export type CodeSet = CodeSetName;

/** True when the national list has this code. */
export const isKnownCode = (set: CodeSet, code: string): boolean => isCode(set, code);

import type { ImportContext } from '../../common/publishing/record';
import type { KeyMaker } from './keys';

/** Whose record is being read, and where. */
export interface ChildInFile {
  readonly person: string;
  readonly keys: KeyMaker;
  readonly file: string;
  readonly context: ImportContext;
}

import type { CellReader } from '../text/cells';

/** The pupils that this publication names; `complete` when it has a table of pupils to hold the others against. */
export interface KnownPupils {
  readonly pupils: Set<string>;
  readonly complete: boolean;
}

/** The pupil a row of another table is about; rejects the row when this publication's pupils do not have them. */
export function pupilOf(cells: CellReader, known: KnownPupils): string | undefined {
  const pupil = cells.requiredText('pupilonrolltableid', 'The pupil table id');
  if (pupil !== undefined && known.complete && !known.pupils.has(pupil)) {
    cells.reject(
      'unknown-pupil',
      'pupilonrolltableid',
      'No pupil of that id was accepted from the pupils table',
      'Add the pupil to the pupils table, or mend the row there that was rejected',
    );
  }
  return pupil;
}

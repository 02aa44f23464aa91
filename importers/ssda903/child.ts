import type { CellReader } from '../text/cells';

/** The child a row of another module is about; rejects the row when the header of this publication does not have them. */
export function childOf(cells: CellReader, children: Set<string> | undefined): string | undefined {
  const child = cells.requiredText('child', 'The child id');
  if (child !== undefined && children !== undefined && !children.has(child)) {
    cells.reject(
      'unknown-child',
      'child',
      'No child of that id was accepted from the header',
      'Add the child to the header, or mend the row there that was rejected',
    );
  }
  return child;
}

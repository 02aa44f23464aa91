import type { ImportContext } from '../../common/publishing/record';
import { CellReader } from '../text/cells';
import { isoDate } from '../text/dates';
import { leaves, type XmlElement } from '../text/xml-tree';

const DATES = { read: isoDate, example: '2024-03-31' };

/** What the schema years 2021 to 2026 allow inside an element: `values` hold text, `sections` hold elements. */
export interface ElementShape {
  readonly values: readonly string[];
  readonly sections?: readonly string[];
}

/**
 * A reader over the text elements directly inside `element`. What the schema does not know is reported, never dropped in silence:
 * elements of another name, and text standing between elements.
 */
export function readerOf(element: XmlElement, file: string, context: ImportContext, shape: ElementShape): CellReader {
  const reader = new CellReader(file, element.line, leaves(element), context, DATES);
  const known = new Set([...shape.values, ...(shape.sections ?? [])]);
  for (const { name } of element.children) {
    if (!known.has(name))
      reader.warn(
        'unknown-element',
        element.name,
        'It holds an element that the census does not have',
        'Remove it, or publish it in its own format',
      );
  }
  if (element.children.length > 0 && element.text !== '') {
    reader.warn('stray-text', element.name, 'Text stands between its elements', 'Remove the text; it is not part of any element');
  }
  return reader;
}

import type { ImportContext } from '../../common/publishing/record';
import { CellReader } from '../text/cells';
import { isoDate } from '../text/dates';
import { leaves, type XmlElement } from '../text/xml-tree';

const DATES = { read: isoDate, example: '2024-03-31' };

/** What the schema years 2021 to 2026 allow inside an element. */
export interface ElementShape {
  /** Elements that hold text and stand once. */
  readonly values: readonly string[];
  /** Elements that hold elements. */
  readonly sections?: readonly string[];
  /** Those of the sections that stand once. */
  readonly single?: readonly string[];
}

/**
 * A reader over the text elements directly inside `element`. What the schema does not know is reported, never dropped in silence:
 * elements of another name, a second value of the same name, and text standing between elements.
 */
export function readerOf(element: XmlElement, file: string, context: ImportContext, shape: ElementShape): CellReader {
  const reader = new CellReader(file, element.line, leaves(element), context, DATES);
  reportUnknown(element, shape, reader);
  return reader;
}

/** Reports what the schema does not have directly inside an element, once for each kind of fault. */
export function reportUnknown(element: XmlElement, shape: ElementShape, reader: CellReader): void {
  const { name, children } = element;
  const once = children.filter((child) => shape.values.includes(child.name) || shape.single?.includes(child.name));
  const known = (child: XmlElement): boolean =>
    shape.values.includes(child.name) ? child.children.length === 0 : (shape.sections?.includes(child.name) ?? false);
  if (!children.every(known)) {
    reader.warn(
      'unknown-element',
      name,
      'It holds an element that the census does not have',
      'Remove it, or publish it in its own format',
    );
  }
  if (new Set(once.map((child) => child.name)).size < once.length) {
    reader.warn('repeated-element', name, 'An element stands in it twice; the first was taken', 'Give each element once');
  }
  if (children.length > 0 && element.text !== '') {
    reader.warn('stray-text', name, 'Text stands between its elements', 'Remove the text; it is not part of any element');
  }
}

/** The items of the sections of a list, e.g. each Disability in Disabilities; anything else in them is reported. */
export function itemsOf(element: XmlElement, section: string, item: string, reader: CellReader): XmlElement[] {
  return element.children
    .filter(({ name }) => name === section)
    .flatMap((list) => {
      reportUnknown(list, { values: [], sections: [item] }, reader);
      return list.children.filter(({ name }) => name === item);
    });
}

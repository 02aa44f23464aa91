import type { SourceFile } from '../../common/publishing/record';
import { readXml, UnreadableXml } from './xml';

/** An element in full: its own text, its attributes and the elements inside it. `line` is where it opens. */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** Elements larger than this are refused: one child's history is a few hundred. */
const MAX_ELEMENTS = 200_000;

/**
 * Streams a document as whole elements: every element called one of `names` is built up and given once it closes, all others are
 * passed through. Memory holds one such element at a time. The root's name is given first, as an element without children.
 * @throws UnreadableXml
 */
export async function* readElements(file: SourceFile, names: ReadonlySet<string>): AsyncGenerator<XmlElement> {
  const open: XmlElement[] = [];
  let root = false;
  let size = 0;
  for await (const event of readXml(file)) {
    if (event.kind === 'open') {
      const element: XmlElement = { name: event.name, line: event.line, attributes: event.attributes, children: [], text: '' };
      if (!root) {
        root = true;
        if (!names.has(event.name)) {
          yield element;
          continue;
        }
      }
      if (open.length === 0 && !names.has(event.name)) continue;
      size += 1;
      if (size > MAX_ELEMENTS) {
        throw new UnreadableXml(
          'malformed-xml',
          'One record has too many elements',
          'Export it again in the national format',
          event.line,
        );
      }
      open.at(-1)?.children.push(element);
      open.push(element);
    } else if (event.kind === 'text') {
      const current = open.at(-1);
      if (current) current.text += event.text;
    } else if (open.length > 0) {
      const closed = open.pop() as XmlElement;
      if (open.length === 0) {
        size = 0;
        yield closed;
      }
    }
  }
}

/** The elements of one name directly inside another. */
export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The text of elements that hold nothing but text, by name; the first of each name. */
export function leaves(element: XmlElement): Record<string, string> {
  const cells: Record<string, string> = Object.create(null);
  for (const child of element.children) {
    if (child.children.length === 0) cells[child.name] ??= child.text;
  }
  return cells;
}

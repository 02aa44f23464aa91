import type { SourceFile } from '../../common/publishing/record';
import { readXml, UnreadableXml, type XmlEvent } from './xml';

/** An element in full: its own text, its attributes and the elements inside it. `line` is where it opens. */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** Elements larger than this are refused: one child's history is a few hundred elements and some thousand characters. */
const MAX_ELEMENTS = 200_000;
const MAX_CHARACTERS = 16_000_000;

/** Which elements are wanted whole. */
export interface Wanted {
  /** Elements of these names, wherever they stand. */
  readonly names: ReadonlySet<string>;
  /** Every element that stands directly inside one of this name, whatever it is called. */
  readonly inside?: string;
}

/**
 * Streams a document as whole elements: every wanted element is built up and given once it closes, all others are passed through.
 * Memory holds one such element at a time. The root's name is given first, as an element without children.
 * @throws UnreadableXml
 */
export async function* readElements(file: SourceFile, wanted: Wanted): AsyncGenerator<XmlElement> {
  const builder = new ElementBuilder(wanted);
  for await (const events of readXml(file)) {
    for (const event of events) {
      const element = builder.take(event);
      if (element) yield element;
    }
  }
}

class ElementBuilder {
  /** The wanted element that is open, and the elements open inside it. */
  private readonly open: XmlElement[] = [];
  /** Names of the elements open around it. */
  private readonly around: string[] = [];
  private rootSeen = false;
  private elements = 0;
  private characters = 0;

  constructor(private readonly wanted: Wanted) {}

  /** The element that this event completes. */
  take(event: XmlEvent): XmlElement | undefined {
    if (event.kind === 'open') return this.opened(event);
    if (event.kind === 'close') return this.closed();
    const current = this.open.at(-1);
    if (current) {
      this.grow(0, event.text.length, event.line);
      current.text += event.text;
    }
    return undefined;
  }

  private opened({ name, line, attributes }: Extract<XmlEvent, { kind: 'open' }>): XmlElement | undefined {
    const element: XmlElement = { name, line, attributes, children: [], text: '' };
    const isRoot = !this.rootSeen;
    this.rootSeen = true;
    if (this.open.length === 0 && !this.wanted.names.has(name) && !this.isInside()) {
      this.around.push(name);
      return isRoot ? element : undefined;
    }
    let written = name.length;
    for (const value of attributes.values()) written += value.length;
    this.grow(1, written, line);
    this.open.at(-1)?.children.push(element);
    this.open.push(element);
    return undefined;
  }

  private closed(): XmlElement | undefined {
    const element = this.open.pop();
    if (!element) this.around.pop();
    if (!element || this.open.length > 0) return undefined;
    this.elements = 0;
    this.characters = 0;
    return element;
  }

  private isInside(): boolean {
    return this.wanted.inside !== undefined && this.around.at(-1) === this.wanted.inside;
  }

  private grow(elements: number, characters: number, line: number): void {
    this.elements += elements;
    this.characters += characters;
    if (this.elements > MAX_ELEMENTS || this.characters > MAX_CHARACTERS) {
      throw new UnreadableXml('too-large', 'One record is too large to be one', 'Export it again in the national format', line);
    }
  }
}

/** The elements of one name directly inside another. */
export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The text of elements that hold nothing but text, by name; the first of each name. */
export function leaves(element: XmlElement): Map<string, string> {
  const cells = new Map<string, string>();
  for (const child of element.children) {
    if (child.children.length === 0 && !cells.has(child.name)) cells.set(child.name, child.text);
  }
  return cells;
}

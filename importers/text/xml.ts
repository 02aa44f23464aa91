import { SaxesParser } from 'saxes';
import type { SourceFile } from '../../common/publishing/record';
import { decodeText, UnreadableText } from './decode';

/** A well-formed piece of a document, as it streams by. `line` counts from 1; an element's is the one on which it opens. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly line: number }
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'close'; readonly name: string; readonly line: number };

export type XmlFaultCode =
  | 'doctype-refused'
  | 'malformed-xml'
  | 'wrong-format'
  | 'too-deep'
  | 'too-large'
  | 'empty-file'
  | 'wrong-encoding';

/** The document cannot be read further. What came before stands. */
export class UnreadableXml extends Error {
  constructor(
    readonly code: XmlFaultCode,
    message: string,
    readonly remedy: string,
    readonly line: number,
  ) {
    super(message);
    this.name = 'UnreadableXml';
  }
}

/** No national format nests deeper than about twenty; deeper is an attack or a fault. */
const MAX_DEPTH = 100;

/** A longer text, tag, comment or DOCTYPE is an attack or a fault: the parser would hold it in memory whole. */
const MAX_TOKEN_CHARACTERS = 1_000_000;

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * Streams a document, some events at a time. Refuses any DOCTYPE outright: entities of its own are how a small file becomes a large
 * one, or reads another. Namespace prefixes are cut off.
 * @throws UnreadableXml
 */
export async function* readXml(file: SourceFile): AsyncGenerator<XmlEvent[]> {
  const reader = new XmlEvents();
  try {
    for await (const text of decodeText(file)) {
      yield reader.push(text);
      if (reader.fault) throw reader.fault;
    }
    yield reader.end();
    if (reader.fault) throw reader.fault;
  } catch (error) {
    if (error instanceof UnreadableText) throw new UnreadableXml(error.code, error.message, error.remedy, reader.line);
    throw error;
  }
}

class XmlEvents {
  fault: UnreadableXml | undefined;
  private readonly parser = new SaxesParser({ position: true });
  private events: XmlEvent[] = [];
  private depth = 0;
  private openLine = 1;
  private closedAt = -1;
  /** Characters since the parser last had something whole to say. */
  private silence = 0;
  private started = false;

  constructor() {
    const { parser } = this;
    parser.on('doctype', () =>
      this.stop('doctype-refused', 'The document has a DOCTYPE', 'Export it without a DOCTYPE; none is needed'),
    );
    parser.on('error', () => this.malformed());
    parser.on('opentagstart', () => {
      // The line end after a name has been read when the name is told.
      this.openLine = parser.column === 0 ? parser.line - 1 : parser.line;
    });
    parser.on('opentag', ({ name, attributes }) => this.opened(local(name), attributes));
    parser.on('text', (text) => this.text(text));
    parser.on('cdata', (text) => this.text(text));
    parser.on('closetag', ({ name }) => {
      if (this.fault) return;
      this.depth -= 1;
      this.closedAt = parser.position;
      this.events.push({ kind: 'close', name: local(name), line: parser.line });
    });
  }

  get line(): number {
    return this.parser.line;
  }

  push(text: string): XmlEvent[] {
    if (!this.looksLikeXml(text)) return [];
    this.parser.write(text);
    this.silence = this.events.length === 0 ? this.silence + text.length : 0;
    if (this.silence > MAX_TOKEN_CHARACTERS) this.tooLarge();
    return this.taken();
  }

  end(): XmlEvent[] {
    if (!this.fault) this.parser.close();
    return this.taken();
  }

  private taken(): XmlEvent[] {
    const { events } = this;
    this.events = [];
    return events;
  }

  private opened(name: string, attributes: Readonly<Record<string, unknown>>): void {
    if (this.fault) return;
    this.depth += 1;
    if (this.depth > MAX_DEPTH) {
      this.stop('too-deep', `Elements are nested more than ${MAX_DEPTH} deep`, 'Export it again in the national format');
      return;
    }
    const pairs = Object.entries(attributes);
    const named = pairs.length === 0 ? NONE : new Map(pairs.map(([key, value]) => [local(key), String(value)]));
    this.events.push({ kind: 'open', name, attributes: named, line: this.openLine });
  }

  private text(raw: string): void {
    if (this.fault) return;
    if (raw.length > MAX_TOKEN_CHARACTERS) this.tooLarge();
    const text = raw.trim();
    if (text !== '' && !this.fault) this.events.push({ kind: 'text', text, line: this.line });
  }

  private malformed(): void {
    // The parser closes an element before it says that the closing tag names another: that element did not end.
    if (!this.fault && this.parser.position === this.closedAt) this.events.pop();
    this.stop('malformed-xml', 'The document is not well-formed XML from here on', 'Export it again in full');
  }

  /** A table or JSON given as XML is told so, rather than that it is malformed XML. */
  private looksLikeXml(text: string): boolean {
    if (this.started || text.trim() === '') return true;
    this.started = true;
    if (text.trimStart().startsWith('<')) return true;
    this.stop(
      'wrong-format',
      'The file is not XML',
      'Publish the XML file of this format, or choose the format that the file is in',
    );
    return false;
  }

  private tooLarge(): void {
    this.stop('too-large', 'One element is too large to be part of a record', 'Export it again in the national format');
  }

  private stop(code: XmlFaultCode, message: string, remedy: string): void {
    this.fault ??= new UnreadableXml(code, message, remedy, this.line);
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

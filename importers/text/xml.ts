import { SaxesParser } from 'saxes';
import type { SourceFile } from '../../common/publishing/record';
import { decodeText, UnreadableText } from './decode';

/** A well-formed piece of a document, as it streams by. `line` counts from 1. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string>; readonly line: number }
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'close'; readonly name: string; readonly line: number };

/** The document cannot be read further. What came before stands. */
export class UnreadableXml extends Error {
  constructor(
    readonly code: 'doctype-refused' | 'malformed-xml' | 'too-deep' | 'empty-file' | 'wrong-encoding',
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

/**
 * Streams a document. Refuses any DOCTYPE outright: entities of its own are how a small file becomes a large one, or reads another.
 * Namespace prefixes are cut off.
 * @throws UnreadableXml
 */
export async function* readXml(file: SourceFile): AsyncGenerator<XmlEvent> {
  const parser = new SaxesParser({ position: true });
  let events: XmlEvent[] = [];
  let depth = 0;
  let fault: UnreadableXml | undefined;
  const stop = (code: UnreadableXml['code'], message: string, remedy: string): void => {
    fault ??= new UnreadableXml(code, message, remedy, parser.line);
  };
  parser.on('doctype', () =>
    stop('doctype-refused', 'The document has a DOCTYPE', 'Export it without a DOCTYPE; none is needed'),
  );
  parser.on('error', () => stop('malformed-xml', 'The document is not well-formed XML from here on', 'Export it again in full'));
  parser.on('opentag', ({ name, attributes }) => {
    if (fault) return;
    depth += 1;
    if (depth > MAX_DEPTH)
      stop('too-deep', `Elements are nested more than ${MAX_DEPTH} deep`, 'Export it again in the national format');
    else
      events.push({
        kind: 'open',
        name: local(name),
        attributes: new Map(Object.entries(attributes).map(([key, value]) => [local(key), String(value)])),
        line: parser.line,
      });
  });
  parser.on('text', (text) => {
    if (!fault && text.trim() !== '') events.push({ kind: 'text', text: text.trim(), line: parser.line });
  });
  parser.on('cdata', (text) => {
    if (!fault && text.trim() !== '') events.push({ kind: 'text', text: text.trim(), line: parser.line });
  });
  parser.on('closetag', ({ name }) => {
    if (fault) return;
    depth -= 1;
    events.push({ kind: 'close', name: local(name), line: parser.line });
  });
  try {
    for await (const text of decodeText(file)) {
      parser.write(text);
      yield* events;
      events = [];
      if (fault) throw fault;
    }
    parser.close();
  } catch (error) {
    if (error instanceof UnreadableText) throw new UnreadableXml(error.code, error.message, error.remedy, parser.line);
    throw error;
  }
  yield* events;
  if (fault) throw fault;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

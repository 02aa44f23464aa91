import type { ImportedRow, SourceFile } from '../../common/publishing/record';
import { readLines } from '../ndjson/lines';
import { decodeText, UnreadableText } from '../text/decode';
import { fileFault } from '../text/problems';
import { UnreadableXml } from '../text/xml';
import { readElements } from '../text/xml-tree';
import { first, type FhirNode, JsonNode, XmlNode } from './node';

/** A resource of a file: the nth entry of a bundle, the nth line of bulk data, or the file's only resource. */
export type FoundResource =
  | { readonly kind: 'resource'; readonly row: number; readonly resource: FhirNode; readonly fullUrl: string | undefined }
  | { readonly kind: 'fault'; readonly fault: ImportedRow };

/** A JSON bundle is held in memory whole; larger exports come as XML or as FHIR bulk data (one resource on each line). */
const MAX_JSON_BYTES = 64 * 1024 * 1024;

/** Every resource of a file in JSON, XML or newline-delimited JSON. Never throws for what is in the bytes. */
export async function* readResources(file: SourceFile): AsyncGenerator<FoundResource> {
  const shape = await shapeOf(file);
  if (shape === 'xml') yield* readXmlResources(file);
  else if (shape === 'bulk') yield* readBulk(file);
  else yield* readJsonResources(file);
}

async function shapeOf(file: SourceFile): Promise<'xml' | 'json' | 'bulk'> {
  let start = '';
  try {
    for await (const piece of decodeText(file)) {
      start += piece;
      if (start.trimStart().length > 2_000) break;
    }
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
  }
  const text = start.trimStart();
  if (text.startsWith('<')) return 'xml';
  const firstLine = text.split('\n', 1)[0] ?? '';
  return file.name.endsWith('.ndjson') || (firstLine.length < text.trimEnd().length && parse(firstLine) !== undefined)
    ? 'bulk'
    : 'json';
}

const faultOf = (file: SourceFile, row: number, code: string, problem: string, remedy: string): FoundResource => ({
  kind: 'fault',
  fault: fileFault(file.name, row, code, problem, remedy),
});

async function* readJsonResources(file: SourceFile): AsyncGenerator<FoundResource> {
  if (file.size > MAX_JSON_BYTES) {
    return yield faultOf(
      file,
      1,
      'bundle-too-large',
      'A JSON bundle of this size cannot be read as one',
      'Publish it as FHIR bulk data: one resource on each line, in a file ending .ndjson',
    );
  }
  let text = '';
  try {
    for await (const piece of decodeText(file)) text += piece;
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return yield faultOf(file, 1, error.code, error.message, error.remedy);
  }
  const root = parse(text.replace(/^\ufeff/, ''));
  if (root === undefined) {
    return yield faultOf(file, 1, 'malformed-json', 'The file is not well-formed JSON', 'Export it again in full');
  }
  const node = new JsonNode(root);
  if (node.resourceType === undefined) yield notFhir(file);
  else if (node.resourceType === 'Bundle') yield* bundleEntries(node.all('entry'), file);
  else yield { kind: 'resource', row: 1, resource: node, fullUrl: undefined };
}

function* bundleEntries(entries: readonly FhirNode[], file: SourceFile): Generator<FoundResource> {
  if (entries.length === 0) yield emptyBundle(file);
  for (const [index, entry] of entries.entries()) yield entryResource(entry, index + 1, file);
}

async function* readBulk(file: SourceFile): AsyncGenerator<FoundResource> {
  for await (const line of readLines(file)) {
    if (line.kind === 'fault') {
      yield line;
      continue;
    }
    const parsed = parse(line.text);
    const node = parsed === undefined ? undefined : new JsonNode(parsed);
    if (node?.resourceType === undefined) {
      yield faultOf(
        file,
        line.row,
        'malformed-json',
        'The line is not a FHIR resource in JSON',
        'Write one whole resource on each line',
      );
    } else {
      yield { kind: 'resource', row: line.row, resource: node, fullUrl: undefined };
    }
  }
}

const ENTRY = new Set(['entry']);

async function* readXmlResources(file: SourceFile): AsyncGenerator<FoundResource> {
  let row = 0;
  try {
    let root: string | undefined;
    for await (const element of readElements(file, ENTRY)) {
      if (root === undefined && element.name !== 'entry') {
        root = element.name;
        if (root !== 'Bundle') break;
      } else {
        row += 1;
        yield entryResource(new XmlNode(element), row, file);
      }
    }
    if (root === 'Bundle') {
      if (row === 0) yield emptyBundle(file);
    } else if (root === undefined || !/^[A-Z]/.test(root)) {
      yield notFhir(file);
    } else {
      for await (const element of readElements(file, new Set([root]))) {
        return yield { kind: 'resource', row: 1, resource: new XmlNode(element), fullUrl: undefined };
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    yield faultOf(file, row + 1, error.code, error.message, error.remedy);
  }
}

function entryResource(entry: FhirNode, row: number, file: SourceFile): FoundResource {
  const resource = first(entry, 'resource');
  if (resource?.resourceType === undefined) {
    return faultOf(
      file,
      row,
      'entry-without-resource',
      'The bundle entry has no resource',
      'Put a resource into the entry, or leave it out',
    );
  }
  return { kind: 'resource', row, resource, fullUrl: first(entry, 'fullUrl')?.value };
}

const notFhir = (file: SourceFile): FoundResource =>
  faultOf(file, 1, 'wrong-format', 'The file is not a FHIR resource', 'Publish a FHIR R4 Bundle or resource, as JSON or XML');

const emptyBundle = (file: SourceFile): FoundResource =>
  faultOf(
    file,
    1,
    'no-records',
    'The bundle has no entries',
    'Nothing to publish; a search that found nothing needs no publication',
  );

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

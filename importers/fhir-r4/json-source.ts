import type { SourceFile } from '../../common/publishing/record';
import { decodeText, UnreadableText } from '../text/decode';
import { parseObject } from '../text/json';
import { JsonArrayCutter } from '../text/json-array';
import { entryResource } from './bundle';
import { JsonNode } from './node';
import { emptyBundle, faultOf, type FoundResource, notFhir } from './found';

/** Every resource of a JSON file. A bundle that says first that it is one, as all do, is read entry by entry. */
export async function* readJsonResources(file: SourceFile): AsyncGenerator<FoundResource> {
  const cutter = new JsonArrayCutter('entry', (outer) => outer.get('resourceType') === 'Bundle');
  let row = 0;
  try {
    for await (const piece of decodeText(file)) {
      for (const text of cutter.push(piece)) {
        row += 1;
        yield entryOf(text, row, file);
      }
      if (cutter.tooLarge) return yield tooLarge(file, row + 1);
    }
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    return yield faultOf(file, row + 1, error.code, error.message, error.remedy);
  }
  const { object, fault } = parseObject(cutter.document);
  if (fault) return yield faultOf(file, row + 1, fault.code, fault.problem, fault.remedy);
  const node = new JsonNode(object);
  if (node.resourceType === undefined) yield notFhir(file);
  else if (node.resourceType !== 'Bundle') yield { kind: 'resource', row: 1, resource: node, fullUrl: undefined };
  else {
    for (const entry of node.all('entry')) {
      row += 1;
      yield entryResource(entry, row, file);
    }
    if (row === 0) yield emptyBundle(file);
  }
}

function entryOf(text: string, row: number, file: SourceFile): FoundResource {
  const { object, fault } = parseObject(text);
  if (fault) return faultOf(file, row, fault.code, fault.problem, fault.remedy);
  return entryResource(new JsonNode(object), row, file);
}

const tooLarge = (file: SourceFile, row: number): FoundResource =>
  faultOf(
    file,
    row,
    'too-large',
    'One resource is too large to be read',
    'Publish it as FHIR bulk data: one resource on each line, in a file ending .ndjson',
  );

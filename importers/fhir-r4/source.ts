import type { SourceFile } from '../../common/publishing/record';
import { readLines } from '../ndjson/lines';
import { decodeText, UnreadableText } from '../text/decode';
import { parseObject } from '../text/json';
import { faultOf, type FoundResource, notFhir } from './found';
import { readJsonResources } from './json-source';
import { JsonNode } from './node';
import { readXmlResources } from './xml-source';

/** How much of a file is looked at for its first line end. */
const LONGEST_FIRST_LINE = 1_000_000;

/** Every resource of a file in JSON, XML or newline-delimited JSON. Never throws for what is in the bytes. */
export async function* readResources(file: SourceFile): AsyncGenerator<FoundResource> {
  const shape = await shapeOf(file);
  if (shape === 'xml') yield* readXmlResources(file);
  else if (shape === 'json') yield* readJsonResources(file);
  else if (shape === 'bulk') yield* readBulk(file);
  else yield shape;
}

async function shapeOf(file: SourceFile): Promise<'xml' | 'json' | 'bulk' | FoundResource> {
  let start = '';
  try {
    for await (const piece of decodeText(file)) {
      start = (start + piece).trimStart();
      if (start.startsWith('<')) return 'xml';
      if (start.includes('\n') || start.length > LONGEST_FIRST_LINE) break;
    }
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    if (start === '') return faultOf(file, 1, error.code, error.message, error.remedy);
  }
  if (/\.(?:ndjson|jsonl)$/i.test(file.name)) return 'bulk';
  if (!start.startsWith('{')) return notFhir(file);
  const end = start.indexOf('\n');
  const isOneOfMany = end >= 0 && start.slice(end).trim() !== '' && parseObject(start.slice(0, end)).object !== undefined;
  return isOneOfMany ? 'bulk' : 'json';
}

async function* readBulk(file: SourceFile): AsyncGenerator<FoundResource> {
  let lines = 0;
  for await (const line of readLines(file)) {
    lines += 1;
    if (line.kind === 'fault') {
      yield line;
      continue;
    }
    const { object, fault } = parseObject(line.text);
    const resource = object && new JsonNode(object);
    if (fault) yield faultOf(file, line.row, fault.code, fault.problem, fault.remedy);
    else if (resource?.resourceType === undefined) yield notFhir(file, line.row);
    else yield { kind: 'resource', row: line.row, resource, fullUrl: undefined };
  }
  if (lines === 0) yield faultOf(file, 1, 'no-records', 'The file has no resources', 'Write one resource on each line');
}

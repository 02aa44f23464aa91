import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type {
  ImportContext,
  ImportedRow,
  Importer,
  Problem,
  PublishedRecord,
  RowReference,
  SourceFile,
} from '../../common/publishing/record';
import { personKey } from '../records/person-record';
import { parseObject } from '../text/json';
import { fileFault, rejection } from '../text/problems';
import { readLines } from './lines';
import { dateProblems } from './dates';
import { checkPerson } from './person';
import { isRetraction, readRetraction } from './retraction';

/** A format of our own: records as newline-delimited JSON, each held against a published JSON Schema. */
export interface NdjsonFormat {
  readonly format: string;
  readonly title: string;
  /** The schema in `docs/formats/`; its `oneOf` has one entry for each kind of record, and one for retractions. */
  readonly schema: object;
}

interface RecordsSchema {
  readonly oneOf: readonly (RecordSchema | { readonly properties: { readonly retract: object } })[];
}

export interface RecordSchema {
  readonly properties: {
    readonly kind: { readonly const: string };
    readonly data: { readonly properties: Readonly<Record<string, object>> };
  };
}

export function ndjsonImporter<R extends PublishedRecord>({ format, title, schema }: NdjsonFormat): Importer<R> {
  const records = (schema as RecordsSchema).oneOf.filter((one): one is RecordSchema => 'data' in one.properties);
  const kinds = new Map(records.map((record) => [record.properties.kind.const, record]));
  const validators = compile(records);
  // A person is stored by format: another format's record of the same person is not taken back.
  const storedKey = (kind: string, key: string) => (kind === 'person' ? personKey(format, key) : key);

  const readLine = (text: string, at: RowReference, context: ImportContext): ImportedRow<R> => {
    const refused = (problems: Problem[]): ImportedRow<R> => ({ ...at, records: [], problems });
    const { object: record, fault } = parseObject(text);
    if (fault) return refused([rejection(at, { ...fault, field: 'line' })]);
    if (isRetraction(record)) return readRetraction(record, at, [...kinds.keys()], storedKey);
    const kind = typeof record.kind === 'string' ? record.kind : '';
    const validate = validators.get(kind);
    const shape = kinds.get(kind);
    if (!validate || !shape)
      return refused([rejection(at, { ...UNKNOWN_KIND, remedy: `Give one of ${[...kinds.keys()].join(', ')}` })]);
    if (!validate(record)) return refused((validate.errors ?? []).slice(0, 10).map((error) => schemaProblem(at, error)));
    const problems = dateProblems(record.data as Record<string, unknown>, shape.properties.data.properties, at, context.today);
    if (problems.length > 0) return refused(problems);
    return kind === 'person'
      ? checkPerson<R>(record as unknown as R, at, format)
      : { ...at, records: [record as unknown as R], problems: [] };
  };

  return {
    format,
    title,
    accepts: 'newline-delimited JSON in UTF-8',
    async *read(files: readonly SourceFile[], context: ImportContext): AsyncIterable<ImportedRow<R>> {
      for (const file of files) {
        let lines = 0;
        for await (const line of readLines(file)) {
          lines += 1;
          if (line.kind === 'fault') yield line.fault as ImportedRow<R>;
          else yield readLine(line.text, { file: file.name, row: line.row }, context);
        }
        if (lines === 0)
          yield fileFault(
            file.name,
            1,
            'no-records',
            'The file has no records',
            'Write one record on each line',
          ) as ImportedRow<R>;
      }
    },
  };
}

const UNKNOWN_KIND = { code: 'unknown-kind', field: 'kind', problem: 'This kind of record is not part of the format' };

function compile(records: readonly RecordSchema[]): Map<string, ValidateFunction> {
  const ajv = addFormats(new Ajv2020({ allErrors: true, strict: true, keywords: ['x-mayLieAhead'] }));
  return new Map(records.map((record) => [record.properties.kind.const, ajv.compile(record)]));
}

/** A schema error in words. The value itself is never repeated. */
function schemaProblem(at: RowReference, { keyword, instancePath, params, message }: ErrorObject): Problem {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') {
    const problem = 'The format has no such field here';
    return rejection(at, {
      code: 'unknown-field',
      field: path || 'record',
      problem,
      remedy: 'Leave the field out, or see the JSON Schema of the format',
    });
  }
  if (keyword === 'required') {
    const field = [path, params.missingProperty].filter(Boolean).join('.');
    return rejection(at, {
      code: 'missing-value',
      field,
      problem: 'The field is missing',
      remedy: 'Give the field; see the JSON Schema of the format',
    });
  }
  const allowed = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
  return rejection(at, {
    code: 'invalid-value',
    field: path,
    problem: `The value ${message ?? 'is not valid'}`,
    remedy: `See the JSON Schema of the format${allowed}`,
  });
}

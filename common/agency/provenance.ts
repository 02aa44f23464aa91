import { subjectOf } from '../access/bound';
import { instantOfText } from '../column-types';
import { Provenance } from '../graphql/provenance';
import { textArray } from '../publishing/sql-text';
import type { AgencyContext } from './context';
import { type Part, type Row, readTogether } from './one-statement';

/** What a row keeps of where it stood in what was published. */
export interface Source {
  readonly publicationId: string;
  /** Name of the file, unique within its publication. */
  readonly sourceFile: string;
  readonly sourceRow: number;
}

/** A file of a publication, with what all its rows share. */
interface SourceFile {
  readonly publication: string;
  readonly file: string;
  /** In the order of the receipt, from 1. */
  readonly number: number | null;
  readonly format: string;
  readonly receivedAt: Date;
  readonly publishedBy: string;
}

type ReadContext = Pick<AgencyContext, 'database' | 'loaders' | 'registered'>;

/**
 * Where a row came from, as its reader may know it. Files are looked up together, each once a request.
 *
 * @throws Error when the row carries no subject, or names a publication that is not there.
 */
export async function provenanceOf(row: Source, context: ReadContext): Promise<Provenance> {
  const subject = subjectOf(row);
  if (subject === undefined) throw new Error('Provenance was asked of something that carries no subject');
  const source = await sourceFiles(context).load(row);
  if (source === undefined) throw new Error('A row names a publication that is not there');
  const sourceSystem = `${context.registered.name}/${source.format}`;
  const told =
    subject.kind !== 'principal' && subject.protect.length > 0
      ? { publication: null, file: null, row: null, receivedAt: null, recordedBy: null }
      : {
          publication: source.publication,
          file: source.number,
          row: row.sourceRow,
          receivedAt: source.receivedAt,
          recordedBy: source.publishedBy,
        };
  return Object.assign(new Provenance(), { sourceSystem, ...told });
}

function sourceFiles(context: ReadContext) {
  const identify = ({ publicationId, sourceFile }: Source) => `${publicationId} ${sourceFile}`;
  return context.loaders.get<Source, SourceFile>(
    'source-files',
    async (rows) => {
      const found = (await readTogether(filesPart(rows), context)).map(sourceFileFrom);
      return new Map(found.map((source) => [`${source.publication} ${source.file}`, source]));
    },
    identify,
  );
}

const filesPart = (rows: readonly Source[]): Part => ({
  name: 'source-files',
  columns: [
    'wanted.publication',
    'wanted.file',
    'sent.position + 1',
    'received.format',
    'received.received_at::text',
    'received.published_by',
  ],
  from: (parameter) => `from unnest(${parameter(1)}::uuid[], ${parameter(2)}::text[]) as wanted (publication, file)
    join publication received on received.id = wanted.publication
    left join publication_file sent on sent.publication_id = received.id and sent.name = wanted.file`,
  values: [textArray(rows.map(({ publicationId }) => publicationId)), textArray(rows.map(({ sourceFile }) => sourceFile))],
});

function sourceFileFrom([publication, file, number, format, receivedAt, publishedBy]: Row): SourceFile {
  return {
    publication: publication as string,
    file: file as string,
    number: number as number | null,
    format: format as string,
    receivedAt: instantOfText(receivedAt as string),
    publishedBy: publishedBy as string,
  };
}

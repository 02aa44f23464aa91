import { subjectOf } from '../access/bound';
import { Provenance } from '../graphql/provenance';
import { textArray } from '../publishing/sql-text';
import type { AgencyContext } from './context';

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
  readonly received_at: Date;
  readonly published_by: string;
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
          receivedAt: source.received_at,
          recordedBy: source.published_by,
        };
  return Object.assign(new Provenance(), { sourceSystem, ...told });
}

function sourceFiles({ database, loaders }: ReadContext) {
  const identify = ({ publicationId, sourceFile }: Source) => `${publicationId} ${sourceFile}`;
  return loaders.get<Source, SourceFile>(
    'source-files',
    async (rows) => {
      const found = await database.query<SourceFile[]>(
        `select wanted.publication, wanted.file, sent.position + 1 as number, received.format, received.received_at, received.published_by
         from unnest($1::uuid[], $2::text[]) as wanted (publication, file)
         join publication received on received.id = wanted.publication
         left join publication_file sent on sent.publication_id = received.id and sent.name = wanted.file`,
        [textArray(rows.map(({ publicationId }) => publicationId)), textArray(rows.map(({ sourceFile }) => sourceFile))],
      );
      return new Map(found.map((source) => [`${source.publication} ${source.file}`, source]));
    },
    identify,
  );
}

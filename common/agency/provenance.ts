import { Provenance } from '../graphql/provenance';
import type { PublishedRow } from '../publishing/published-row';
import type { AgencyContext } from './context';

interface Received {
  readonly id: string;
  readonly format: string;
  readonly received_at: Date;
}

/**
 * Where a row came from, for a field of the agency's own that its agreement names. Publications are looked up together.
 *
 * @param recordedBy the organisation or role that recorded it, when the agency's records say.
 */
export async function provenanceOf(
  row: PublishedRow,
  { database, loaders }: Pick<AgencyContext, 'database' | 'loaders'>,
  recordedBy: string | null = null,
): Promise<Provenance> {
  const loader = loaders.get<string, Received>('publications', async (ids) => {
    const found = await database.query<Received[]>('select id, format, received_at from publication where id = any($1)', [
      [...ids],
    ]);
    return new Map(found.map((publication) => [publication.id, publication]));
  });
  const publication = await loader.load(row.publicationId);
  return Object.assign(new Provenance(), {
    sourceSystem: publication?.format ?? null,
    publication: row.publicationId,
    row: row.sourceRow,
    receivedAt: publication?.received_at ?? row.knownFrom,
    recordedBy,
  });
}

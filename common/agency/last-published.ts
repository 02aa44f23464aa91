import type { AgencyContext } from './context';

/** When this agency last committed a whole publication; asked once a request. */
export async function lastPublishedAt({ database, loaders }: Pick<AgencyContext, 'database' | 'loaders'>): Promise<Date | null> {
  const loader = loaders.get<'latest', Date | null>('last-published', async () => {
    const [row] = await database.query<{ at: Date | null }[]>(
      "select max(completed_at) as at from publication where state = 'COMPLETE'",
    );
    return new Map([['latest', row?.at ?? null]]);
  });
  return (await loader.load('latest')) ?? null;
}

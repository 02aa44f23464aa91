import { instantOfText } from '../column-types';
import type { AgencyContext } from './context';
import { type Part, readTogether } from './one-statement';

const LATEST: Part = {
  name: 'last-published',
  columns: ['max(completed_at)::text'],
  from: () => "from publication where state = 'COMPLETE'",
  values: [],
};

/** When this agency last committed a whole publication; asked once a request. */
export async function lastPublishedAt(context: Pick<AgencyContext, 'database' | 'loaders'>): Promise<Date | null> {
  const loader = context.loaders.get<'latest', Date | null>('last-published', async () => {
    const [row] = await readTogether(LATEST, context);
    const at = row?.[0];
    return new Map([['latest', typeof at === 'string' ? instantOfText(at) : null]]);
  });
  return (await loader.load('latest')) ?? null;
}

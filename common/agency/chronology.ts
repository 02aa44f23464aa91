import type { PublishedRow } from '../publishing/published-row';
import { readingDay } from './as-known-on';
import type { AgencyContext } from './context';
import type { AgencyRecord, ChronologyEntry, ChronologySource, Class } from './definition';
import { rowsAbout } from './rows';

type Load<T> = (record: AgencyRecord, context: AgencyContext) => Promise<readonly T[]>;

/**
 * Events that are read from rows and put into words one by one.
 *
 * @param categories every category that an entry of it can have
 */
export const events = <T>(
  categories: readonly string[],
  load: Load<T>,
  entriesOf: (row: T) => ChronologyEntry | readonly ChronologyEntry[] | undefined,
): ChronologySource => ({
  categories,
  entries: async (record, context) => (await load(record, context)).flatMap((row) => entriesOf(row) ?? []),
});

/** Rows of one kind about the person. */
export const rowsOf =
  <T extends PublishedRow>(entity: Class<T>): Load<T> =>
  (record, context) =>
    rowsAbout(record, entity, context);

/** Planned dates are no events yet. */
export const happened = ({ categories, entries }: ChronologySource): ChronologySource => ({
  categories,
  entries: async (record, context) => {
    const today = readingDay(record, context);
    return (await entries(record, context)).filter(({ date }) => date <= today);
  },
});

/**
 * What the sources have of a person in categories that the viewer may read. A source is read only for somebody who may read of it:
 * what is withheld is not loaded, not put into words and cannot fail, so that neither an error nor the time taken tells of it.
 */
export async function readableEntries(
  sources: readonly ChronologySource[],
  record: AgencyRecord,
  context: AgencyContext,
  mayRead: (category: string) => boolean,
): Promise<ChronologyEntry[]> {
  const readable = sources.filter(({ categories }) => categories.some(mayRead));
  const found = await Promise.all(readable.map(({ entries }) => entries(record, context)));
  return found.flat().filter(({ category }) => mayRead(category));
}

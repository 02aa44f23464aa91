import { londonDate } from '../../../common/time';
import { AGENCIES, type AgencyCode } from '../../registry';
import type { ChronologyConnection, ChronologyEntry, ChronologyGap } from './chronology.types';
import { decodeCursor, encodeCursor, pageSize } from './cursor';
import { SIGNIFICANCES, type Significance } from './enums';
import type { ReachedPerson, RequiredEntry, RequiredRecord } from './person.types';
import { stateOf } from './sources';

export interface ChronologyQuery {
  readonly first?: number | null;
  readonly after?: string | null;
  /** ISO dates, both included. */
  readonly from?: string | null;
  readonly to?: string | null;
  readonly agencies?: readonly AgencyCode[] | null;
}

interface Placed {
  readonly key: readonly [date: string, agency: AgencyCode, id: string];
  readonly entry: ChronologyEntry;
}

const PAGE = { usual: 50, most: 200 };
const CODES: readonly string[] = AGENCIES.map(({ agency }) => agency);
const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Merges, sorts and pages what the agencies gave; what each may give was decided by its own custodian. */
export function chronologyOf(person: ReachedPerson, query: ChronologyQuery): ChronologyConnection {
  const size = pageSize(query.first, PAGE);
  const asked = AGENCIES.filter(({ agency }) => query.agencies?.includes(agency) ?? true);
  const given = asked.map(({ agency, field }) => ({
    agency,
    record: person.records[field],
    entries: entriesOf(agency, person.records[field]),
  }));
  const all = given
    .flatMap(({ entries }) => entries ?? [])
    .filter(({ entry }) => entry.date >= (query.from ?? '') && entry.date <= (query.to ?? '9999'))
    .sort(latestFirst);
  const start = query.after ? firstAfter(all, query.after) : 0;
  const page = all.slice(start, start + size);
  const edges = page.map(({ key, entry }) => ({ node: entry, cursor: encodeCursor(key) }));
  return {
    edges,
    totalCount: all.length,
    gaps: given.flatMap(({ agency, record, entries }) => gapOf(agency, record, entries)),
    pageInfo: {
      hasNextPage: start + size < all.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Undefined when the agency gave no list, or one that is not what was agreed: then nothing of it is believed. */
function entriesOf(agency: AgencyCode, record: RequiredRecord | null | undefined): Placed[] | undefined {
  const entries = record?.chronologyEntries;
  if (!Array.isArray(entries) || !entries.every(isEntry)) return undefined;
  return entries.map(({ id, date, kind, category, headline, significance }) => {
    const at = date.length > 10 ? new Date(date) : null;
    return {
      key: [at?.toISOString() ?? date, agency, id],
      entry: {
        id,
        date: at ? londonDate(at) : date,
        at,
        kind,
        agency,
        category,
        headline,
        significance: significance as Significance,
      },
    };
  });
}

function isEntry(value: RequiredEntry | null): value is RequiredEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, date, kind, category, headline, significance } = value;
  if (![id, date, kind, category, headline].every((text) => typeof text === 'string')) return false;
  return DATE_OR_INSTANT.test(date) && !Number.isNaN(Date.parse(date)) && SIGNIFICANCES.some((one) => one === significance);
}

/** Only silences: an agency that gave an entry, or may say that it holds nothing, leaves no gap. */
function gapOf(agency: AgencyCode, record: RequiredRecord | null | undefined, entries: Placed[] | undefined): ChronologyGap[] {
  const state = entries === undefined ? 'UNAVAILABLE' : stateOf(record);
  if ((entries?.length ?? 0) > 0 || state === 'RECORDS_FOUND' || state === 'NO_RECORD_FOUND') return [];
  return [{ agency, state }];
}

function latestFirst(left: Placed, right: Placed): number {
  const [leftDate, ...leftRest] = left.key;
  const [rightDate, ...rightRest] = right.key;
  return compare(rightDate, leftDate) || compare(leftRest[0], rightRest[0]) || compare(leftRest[1], rightRest[1]);
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function firstAfter(all: readonly Placed[], cursor: string): number {
  const [date = '', agency = '', id = ''] = decodeCursor(cursor, [
    (part) => DATE_OR_INSTANT.test(part),
    (part) => CODES.includes(part),
    (part) => part.length > 0,
  ]);
  const reached = { key: [date, agency as AgencyCode, id] as const, entry: all[0]?.entry as ChronologyEntry };
  const next = all.findIndex((placed) => latestFirst(placed, reached) > 0);
  return next === -1 ? all.length : next;
}

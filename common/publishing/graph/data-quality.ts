import type { DataSource, EntityTarget } from 'typeorm';
import type { RecordKind } from '../../agency/definition';
import type { PublishedRow } from '../published-row';
import { RETRACTIONS_FORMAT } from '../record';
import { identifier } from '../sql-text';
import type { DataQuality, DataQualityPoint } from './data-quality.types';

/** The part of a kind of record that the scorecard needs. */
export type QualityKind = Pick<RecordKind, 'entity' | 'occurredOn'>;

/** Below this, a number of people could point at somebody. */
const FEWEST = 5;
const TREND = 12;

interface Published {
  readonly format: string;
  readonly publications: number;
  /** Sums are numeric, so they arrive as text. */
  readonly rows: string;
  readonly rejected: string;
}

interface Identified {
  readonly format: string;
  readonly people: number;
  readonly nhs: number;
  readonly upn: number;
  readonly postcode: number;
  readonly born: number;
}

interface Timely {
  readonly format: string;
  readonly records: number;
  readonly days: number;
}

interface Point extends Omit<DataQualityPoint, 'acceptedShare'> {
  readonly format: string;
  readonly rejected: number;
}

/** The scorecard of an agency, by format in the order of their names. Everything is counted in the database. */
export async function readDataQuality(
  kinds: readonly QualityKind[],
  { database }: { readonly database: DataSource },
): Promise<DataQuality[]> {
  const [published, identified, timely, points] = await Promise.all([
    database.query<Published[]>(PUBLISHED, [RETRACTIONS_FORMAT]),
    database.query<Identified[]>(IDENTIFIED),
    medianDays(kinds, database),
    database.query<Point[]>(POINTS, [RETRACTIONS_FORMAT, TREND]),
  ]);
  const peopleOf = new Map(identified.map((one) => [one.format, one]));
  const daysOf = new Map(timely.map((one) => [one.format, one]));
  return published.map(({ format, publications, rows, rejected }) => {
    const { people, nhs, upn, postcode, born } = peopleOf.get(format) ?? NOBODY;
    const median = daysOf.get(format);
    return {
      ...{ format, publications },
      rows: Number(rows),
      acceptedShare: kept(Number(rows), Number(rejected)),
      people: people < FEWEST ? null : people,
      withNhsNumber: shareOfPeople(nhs, people),
      withUpn: shareOfPeople(upn, people),
      withPostcode: shareOfPeople(postcode, people),
      withDateOfBirth: shareOfPeople(born, people),
      timeliness: median === undefined || median.records < FEWEST ? null : median.days,
      trend: points.filter((point) => point.format === format).map(shownPoint),
    };
  });
}

const NOBODY = { people: 0, nhs: 0, upn: 0, postcode: 0, born: 0 };

/** `part` of `whole`, to three places; null when either it or what is left of the whole is from 1 to 4 people. */
export function shareOfPeople(part: number, whole: number): number | null {
  const few = (people: number) => people > 0 && people < FEWEST;
  return whole < FEWEST || few(part) || few(whole - part) ? null : rounded(part / whole);
}

const rounded = (share: number): number => Math.round(share * 1_000) / 1_000;
const kept = (rows: number, rejected: number): number | null => (rows === 0 ? null : rounded((rows - rejected) / rows));

const shownPoint = ({ publication, receivedAt, rows, rejected }: Point): DataQualityPoint => ({
  ...{ publication, receivedAt, rows },
  acceptedShare: kept(rows, rejected),
});

const ROWS = "(counts -> 'rows' ->> 'read')::bigint";
const REJECTED = "(counts -> 'rows' ->> 'rejected')::bigint";

const PUBLISHED = `select format, count(*)::int as publications, sum(${ROWS}) as rows, sum(${REJECTED}) as rejected
  from publication where state = 'COMPLETE' and format <> $1 group by format order by format`;

const POINTS = `select format, publication, "receivedAt", rows, rejected from (
    select format, id as publication, received_at as "receivedAt", ${ROWS}::int as rows, ${REJECTED}::int as rejected,
      row_number() over (partition by format order by received_at desc, id) as place
    from publication where state = 'COMPLETE' and format <> $1) latest
  where place <= $2 order by format, place desc`;

const HAS_POSTCODE = "exists (select 1 from jsonb_array_elements(addresses) address where address ->> 'postcode' <> '')";

const IDENTIFIED = `select format, count(*)::int as people, count(nhs_number)::int as nhs, count(upn)::int as upn,
    count(*) filter (where ${HAS_POSTCODE})::int as postcode, count(date_of_birth)::int as born
  from agency_person person join publication on publication.id = person.publication_id
  where known_to is null and retracted_at is null and not sealed group by format`;

async function medianDays(kinds: readonly QualityKind[], database: DataSource): Promise<Timely[]> {
  const delays = kinds.flatMap((kind) => delaysOf(kind, database));
  if (delays.length === 0) return [];
  return database.query(`select format, count(*)::int as records, percentile_cont(0.5) within group (order by days) as days
    from (${delays.join(' union all ')}) delay group by format`);
}

/** From the day in England of what happened to that of the first receipt; a correction is no later receipt. */
function delaysOf({ entity, occurredOn }: QualityKind, database: DataSource): string[] {
  if (occurredOn === undefined) return [];
  const metadata = database.getMetadata(entity as EntityTarget<PublishedRow>);
  const column = metadata.findColumnWithPropertyName(occurredOn);
  if (column === undefined) throw new Error(`${metadata.name} has no column ${occurredOn}`);
  const table = identifier(metadata.tableName);
  const at = `record.${identifier(column.databaseName)}`;
  const day = column.type === 'date' ? at : `(${at} at time zone 'Europe/London')::date`;
  return [
    `select format, (received_at at time zone 'Europe/London')::date - ${day} as days
     from ${table} record join publication on publication.id = record.publication_id
     where ${at} is not null and not record.sealed and record.retracted_at is null
       and not exists (select 1 from ${table} earlier where earlier.record_key = record.record_key and earlier.known_from < record.known_from)`,
  ];
}

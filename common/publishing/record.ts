/**
 * What an importer turns a national format into: typed records of one agency, each with a key of its own, and problems.
 * An importer is pure (bytes in, records and problems out) and knows formats, not databases.
 */

/** One record, ready to store. `D` holds plain JSON values; dates are ISO strings. */
export interface PublishedRecord<K extends string = string, D extends object = object> {
  /** Names the agency's entity. */
  readonly kind: K;
  /** The record's own key within the agency and kind: the same in every publication of the same fact. */
  readonly key: string;
  /** The agency's own id of the person it is about; absent when it is about several (an incident has involvements). */
  readonly person?: string;
  readonly data: D;
}

/** Where in what was published something stood. Rows count from 1; for CSV the header is row 1, so data starts at 2. */
export interface RowReference {
  readonly file: string;
  readonly row: number;
}

/** What is wrong with a row, which field, and what to do about it. Never carries the field's value: it may be personal data. */
export interface Problem extends RowReference {
  /** `error` rejects the row; `warning` keeps it. */
  readonly severity: 'error' | 'warning';
  /** Stable kebab-case code, e.g. `invalid-nhs-number`. */
  readonly code: string;
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A record that should not be there, or not so: it is hidden from everyone, and kept with the reason. Given by one of key and id. */
export interface Retraction {
  readonly kind: string;
  /** The record's own key within the agency and kind; of a person, the agency's own id serves for all its sources. */
  readonly key?: string;
  /** The record's public id, for formats whose keys are not seen outside. */
  readonly id?: string;
  /** In the publisher's words; kept by the agency and told to nobody else. */
  readonly reason: string;
}

/** The format of retractions alone, which an agency takes beside its own: for records whose format has no line for them. */
export const RETRACTIONS_FORMAT = 'retractions-v1';

/** One row of the input: its records (none when rejected) and its problems. A row with an `error` has no records. */
export interface ImportedRow<R extends PublishedRecord = PublishedRecord> extends RowReference {
  readonly records: readonly R[];
  /** What the row takes back; such a row has no records. */
  readonly retraction?: Retraction;
  readonly problems: readonly Problem[];
}

/** A file as received. `open` may be called more than once and starts from the first byte each time. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  open(): AsyncIterable<Uint8Array>;
}

export interface ImportContext {
  /** The day the import runs, ISO date: dates after it are in the future. */
  readonly today: string;
}

/**
 * One format. `read` streams: memory stays flat whatever the size of the files.
 *
 * A fault of the whole file (empty, not this format, a DOCTYPE, wrong encoding, cut short) is a row of its own with an
 * `error` problem at the row where reading stopped; what came before it is kept. `read` never throws for what is in the bytes.
 */
export interface Importer<R extends PublishedRecord = PublishedRecord> {
  /** As in `npm run publish -- <agency> <format>`. */
  readonly format: string;
  readonly title: string;
  /** Media types or extensions it takes, for people to read. */
  readonly accepts: string;
  /** Reads files that belong together (a CSV set), in whatever order they were given. */
  read(files: readonly SourceFile[], context: ImportContext): AsyncIterable<ImportedRow<R>>;
}

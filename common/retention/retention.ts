import type { DataSource } from 'typeorm';
import type { Agreement } from '../access/agreement';
import type { AgencyDefinition } from '../agency/definition';
import type { WatchedSignals } from '../feed/watched-signals';
import { lockWriters } from '../publishing/writer-lock';
import { type Clock, londonDate } from '../time';
import { Eraser } from './eraser';
import { FactsSql } from './facts-sql';
import { countStanding, isRuled, nextDue, type RuledKind, type Standing } from './kind-retention';
import { keptKinds, type KeptKind } from './kept-kinds';
import { type StandingHold, standingHolds } from './legal-hold';
import { ruleText } from './rule';

/** Records deleted in one transaction, at most and at least. */
const CHUNK = 500;
const SMALLEST_CHUNK = 25;
/** A chunk that took longer is followed by one half its size, so that publishing waits less than a second whatever the machine. */
const LONG_MS = 300;
/** Due records found by one query, so that a first run over years of records holds no long list of them. */
const PAGE = 20_000;

export interface RetentionOptions {
  /** Opened with the entities of every kind. */
  readonly database: DataSource;
  readonly definition: Pick<AgencyDefinition, 'kinds'>;
  readonly agreement: Agreement;
  readonly signals: WatchedSignals;
  readonly now: Clock;
  /** Records in one transaction; 500 unless told. */
  readonly chunk?: number;
}

/** One kind of record under its category's rule. */
export interface KindReport extends Standing {
  readonly kind: string;
  readonly category: string;
  /** e.g. `7 years after record`. */
  readonly rule: string;
  readonly basis: string;
}

export interface RetentionReport {
  readonly agency: string;
  /** ISO date. */
  readonly today: string;
  /** Version of the agreement. */
  readonly agreement: string;
  /** In the order in which they are deleted. */
  readonly kinds: readonly KindReport[];
  readonly holds: readonly StandingHold[];
}

/** What one run deleted, by kind. */
export interface Deleted {
  readonly today: string;
  readonly kinds: readonly {
    readonly kind: string;
    readonly category: string;
    readonly rule: string;
    readonly deleted: number;
  }[];
  readonly total: number;
}

/** Keeps an agency's records as long as its agreement says, and no longer. */
export class Retention {
  readonly kinds: readonly KeptKind[];
  readonly sql: FactsSql;
  private readonly eraser: Eraser;
  /** Of the next chunk; it follows how long they take. */
  private size: number;

  constructor(private readonly options: RetentionOptions) {
    const { database, definition, agreement, signals } = options;
    this.kinds = keptKinds(database, definition.kinds, agreement);
    this.sql = new FactsSql(this.kinds);
    this.size = Math.min(SMALLEST_CHUNK * 4, options.chunk ?? CHUNK);
    this.eraser = new Eraser({ database, sql: this.sql, signals, agreement: agreement.version });
  }

  /** The dry run: what is due, held, needed and undated. Changes nothing. */
  async report(): Promise<RetentionReport> {
    const { database, agreement } = this.options;
    const today = this.today();
    const kinds: KindReport[] = [];
    for (const kind of this.ruled()) {
      const standing = await countStanding(database, this.sql, kind, today);
      kinds.push({ kind: kind.kind, category: kind.category, rule: ruleText(kind.rule), basis: kind.rule.basis, ...standing });
    }
    const holds = await standingHolds(database.manager, today);
    return { agency: agreement.agency, today, agreement: agreement.version, kinds, holds };
  }

  /** Deletes what is due, in short transactions: an interrupted run has deleted whole records, and the next one goes on. */
  async apply(): Promise<Deleted> {
    const today = this.today();
    const kinds: Deleted['kinds'][number][] = [];
    for (const kind of this.ruled()) {
      const deleted = await this.deleteKind(kind, today);
      kinds.push({ kind: kind.kind, category: kind.category, rule: ruleText(kind.rule), deleted });
    }
    const total = kinds.reduce((sum, { deleted }) => sum + deleted, 0);
    // What is recorded of one person may have borne on another.
    if (total > 0) await this.options.signals.rederive(lockWriters);
    return { today, kinds, total };
  }

  today(): string {
    return londonDate(this.options.now());
  }

  private async deleteKind(kind: RuledKind, today: string): Promise<number> {
    let deleted = 0;
    let after = '0';
    for (;;) {
      const page = await nextDue(this.options.database, this.sql, kind, today, { after, limit: PAGE });
      const keys = page.map(({ key }) => key);
      for (let from = 0; from < keys.length; ) {
        const chunk = keys.slice(from, from + this.size);
        deleted += await this.eraseChunk(kind, today, chunk);
        from += chunk.length;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return deleted;
      after = last.rowId;
    }
  }

  private async eraseChunk(kind: RuledKind, today: string, keys: readonly string[]): Promise<number> {
    const began = performance.now();
    const deleted = await this.eraser.erase(kind, today, keys);
    const most = this.options.chunk ?? CHUNK;
    const next = performance.now() - began > LONG_MS ? this.size / 2 : this.size * 2;
    this.size = Math.min(most, Math.max(SMALLEST_CHUNK, Math.ceil(next)));
    return deleted;
  }

  private ruled(): RuledKind[] {
    return this.kinds.filter(isRuled);
  }
}

import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Request, type Response } from 'express';
import { compactVerify } from 'jose';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../common/database';
import type { FeedEvent, FeedPage } from '../../../../common/feed/event';
import { refuse } from '../../../../common/graphql/authentication';
import { DisclosureLog } from '../../../../common/ledger/disclosure-log';
import { openLog } from '../../../../common/logger';
import { AgencyPerson, AgencyRelationship } from '../../../../common/publishing/people';
import { type Publishing, startPublishing } from '../../../../common/publishing/publishing';
import { PUBLISHING_MIGRATIONS } from '../../../../common/publishing/migrations';
import type { ReceiptWithProblems } from '../../../../common/publishing/receipts';
import type { Importer } from '../../../../common/publishing/record';
import { keySetOf } from '../../../../common/tokens/key-set';
import { createSigningKey } from '../../../../common/tokens/keys';
import { signService } from '../../../../common/tokens/service-token';
import { type FreshDatabase, freshDatabase } from '../../../support/postgres';
import { AGREEMENT, Fine, KINDS, LIBRARY, LibraryTables1761955300000, LINES, Loan, SIGNALS } from './library';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
}

export interface LibraryOptions {
  readonly importers?: readonly Importer[];
  readonly maxBytes?: number;
  readonly clock?: () => Date;
}

/** The made-up agency's publishing over HTTP, on a database of its own. Principals come from a header instead of a token. */
export class RunningLibrary {
  private publishing!: Publishing;
  private http!: Server;
  private readonly hubKey = createSigningKey();
  private readonly ownKey = createSigningKey();

  private constructor(
    readonly fresh: FreshDatabase | undefined,
    readonly database: DataSource,
    readonly spoolDir: string,
    private readonly options: LibraryOptions,
  ) {}

  static async start(options: LibraryOptions = {}): Promise<RunningLibrary> {
    const fresh = await freshDatabase('library');
    const database = await openLibrary(fresh.url, fresh.migratorUrl);
    const library = new RunningLibrary(fresh, database, await mkdtemp(join(tmpdir(), 'library-spool-')), options);
    await library.serve();
    return library;
  }

  /** Another process of the service, on a database and a spool that are there. */
  static async on({ url, spoolDir, ...options }: LibraryOptions & { url: string; spoolDir: string }): Promise<RunningLibrary> {
    const library = new RunningLibrary(undefined, await openLibrary(url), spoolDir, options);
    await library.serve();
    return library;
  }

  async serve(importers: readonly Importer[] = this.options.importers ?? [LINES]): Promise<void> {
    this.publishing = await startPublishing({
      definition: { registered: LIBRARY, kinds: KINDS, importers, signals: SIGNALS as never },
      agreement: AGREEMENT,
      database: this.database,
      spoolDir: this.spoolDir,
      signingKey: await this.ownKey,
      hubKeys: await keySetOf({ keys: [(await this.hubKey).publicJwk] }),
      authentication: fromHeader,
      disclosures: new DisclosureLog(this.database),
      log: openLog('library', 'silent'),
      clock: this.options.clock ?? (() => new Date()),
      ...(this.options.maxBytes === undefined ? {} : { maxBytes: this.options.maxBytes }),
    });
    this.http = createServer(express().use(this.publishing.router));
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Stops the service as an operator would; `serve` starts it again on the same database and spool. */
  async stop(): Promise<void> {
    this.http.closeAllConnections();
    this.http.close();
    await this.publishing.stop();
  }

  async end(): Promise<void> {
    await this.stop();
    await this.database.destroy();
    if (this.fresh === undefined) return;
    await this.fresh.drop();
    await rm(this.spoolDir, { recursive: true });
  }

  rederive(): Promise<number> {
    return this.publishing.rederive();
  }

  async ask<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      headers: { 'x-principal': 'LIBRARY publisher', ...init.headers },
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T,
    };
  }

  /** Sends files and says what was answered. */
  send(files: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer<ReceiptWithProblems>> {
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append('file', new Blob([text]), name);
    return this.ask('/publish/lines', { method: 'POST', body: form, headers });
  }

  /** Sends files and waits for the end of their publication. */
  async publish(files: Record<string, string>): Promise<ReceiptWithProblems> {
    return this.ended((await this.send(files)).body.id);
  }

  async ended(id: string): Promise<ReceiptWithProblems> {
    for (;;) {
      const { body } = await this.ask<ReceiptWithProblems>(`/publications/${id}`);
      if (body.state === 'COMPLETE' || body.state === 'FAILED') return body;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async watch(...people: string[]): Promise<Answer> {
    const init = {
      method: 'PUT',
      body: JSON.stringify({ people }),
      headers: { 'content-type': 'application/json', ...(await this.hub()) },
    };
    return this.ask('/watch', init);
  }

  /** A page of the feed with its events opened, once no other test's open transaction holds it back. */
  async feed(after = '', more = ''): Promise<FeedPage & { readonly read: FeedEvent[] }> {
    await this.settled();
    return this.feedNow(after, more);
  }

  async feedNow(after = '', more = ''): Promise<FeedPage & { readonly read: FeedEvent[] }> {
    const { body } = await this.ask<FeedPage>(`/feed?after=${after}${more}`, { headers: await this.hub() });
    const keys = await keySetOf({ keys: [(await this.ownKey).publicJwk] });
    const payloads = await Promise.all(
      body.events.map((jws) =>
        compactVerify(jws, async ({ kid }) => (await keys.find(kid ?? '')) ?? Promise.reject(new Error('unknown key'))),
      ),
    );
    return {
      ...body,
      read: payloads.map(({ payload }) => (JSON.parse(Buffer.from(payload).toString()) as { event: FeedEvent }).event),
    };
  }

  private async settled(): Promise<void> {
    for (;;) {
      const [row] = await this.database.query(
        'select coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) as yes from outbox',
      );
      if (row.yes) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async hub(): Promise<Record<string, string>> {
    return {
      authorization: `Bearer ${await signService(await this.hubKey, 'library', 'feed', this.options.clock?.() ?? new Date())}`,
    };
  }

  /** What lies in the spool. Files go right after the receipt says that they were imported: they are given a moment to. */
  async spooled(): Promise<string[]> {
    for (let attempt = 0; attempt < 100 && (await readdir(this.spoolDir)).length > 0; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return readdir(this.spoolDir);
  }

  /** Digest of everything that is stored but for times, ids made up on the way, and the order rows were written in. */
  async state(): Promise<string> {
    const loose = [
      'row_id',
      'id',
      'publication_id',
      'known_from',
      'known_to',
      'received_at',
      'completed_at',
      'xid',
      'at',
      'since',
      'run',
      'published_by',
    ];
    const tables = [
      'agency_person',
      'agency_relationship',
      'loan',
      'fine',
      'publication',
      'publication_file',
      'publication_problem',
      'outbox',
      'watch',
    ];
    const hash = createHash('sha256');
    for (const table of tables) {
      const rows: { row: string }[] = await this.database.query(
        `select (to_jsonb(t) - $1::text[] || jsonb_build_object('current', to_jsonb(t) -> 'known_to' = 'null'))::text as row from ${table} t order by 1`,
        [loose],
      );
      hash.update(`${table}\n${rows.map(({ row }) => row).join('\n')}\n`);
    }
    return hash.digest('hex');
  }
}

function openLibrary(url: string, migratorUrl?: string): Promise<DataSource> {
  return openDatabase({
    name: 'library',
    url,
    migratorUrl,
    entities: [AgencyPerson, AgencyRelationship, Loan, Fine],
    migrations: [...PUBLISHING_MIGRATIONS, LibraryTables1761955300000],
  });
}

function fromHeader(request: Request, response: Response, next: () => void): void {
  const [agency = '', ...roles] = String(request.headers['x-principal'] ?? '').split(' ');
  if (agency === '') {
    refuse(request, response);
    return;
  }
  response.locals['principal'] = { kind: 'principal', sub: 'issuer|subject', agency, roles, teams: [], rid: 'r' };
  next();
}

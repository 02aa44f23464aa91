import { type RequestHandler, Router } from 'express';
import type { DataSource } from 'typeorm';
import type { Agreement } from '../access/agreement';
import type { AgencyDefinition } from '../agency/definition';
import { openEpoch } from '../feed/epoch';
import { FeedReader } from '../feed/feed-reader';
import { feedRouter } from '../feed/feed-router';
import { News } from '../feed/news';
import { WatchedSignals } from '../feed/watched-signals';
import { watchRouter } from '../feed/watch-router';
import { requireHub } from '../graphql/require-hub';
import type { DisclosureLog } from '../ledger/disclosure-log';
import type { Log } from '../logger';
import type { KeySet } from '../tokens/key-set';
import type { SigningKey } from '../tokens/keys';
import { Retention, type Deleted } from '../retention/retention';
import { Returning } from '../retention/returning';
import type { Clock } from '../time';
import { Intake } from './intake';
import { type Lane, unfinished } from './publications';
import { publishRouter } from './publish-router';
import { RecordStore } from './record-store';
import { Spool } from './spool';
import { PublicationWorker } from './worker';
import { lockWriters } from './writer-lock';

export interface PublishingOptions {
  readonly definition: Pick<AgencyDefinition, 'registered' | 'kinds' | 'importers' | 'signals'>;
  readonly agreement: Agreement;
  /** Opened with the entities of every kind, and with `PublishingTables` run. */
  readonly database: DataSource;
  /** Folder of this service alone. */
  readonly spoolDir: string;
  /** Signs the feed's events. */
  readonly signingKey: SigningKey;
  readonly hubKeys: KeySet;
  /** Lets principals through (`requirePrincipal`). */
  readonly authentication: RequestHandler;
  /** Written before a receipt or a list of problems leaves. */
  readonly disclosures: DisclosureLog;
  readonly log: Log;
  readonly clock: Clock;
  /** Bytes of one publication, uncompressed; 4 GiB unless told. */
  readonly maxBytes?: number;
}

export interface Publishing {
  /** `POST /publish/:format`, `GET /publications...`, `GET /feed`, `PUT /watch`. */
  readonly router: Router;
  /** Derives every watched person's signals again; call it daily. @returns how many people's changed */
  rederive(): Promise<number>;
  /** Deletes what the agreement's retention rules say is due. */
  retain(): Promise<Deleted>;
  /** Ends after the chunk in hand; unfinished publications go on with the next start. */
  stop(): Promise<void>;
  /** Takes records that come through the graph. */
  readonly intake: Intake;
}

/** Starts the one way by which data enters and leaves an agency, and takes up publications that were not finished. */
export async function startPublishing(options: PublishingOptions): Promise<Publishing> {
  const { definition, agreement, database, authentication, log, clock } = options;
  const news = new News();
  const spool = new Spool(options.spoolDir);
  const signals = new WatchedSignals({ database, signals: definition.signals, agreement, now: clock });
  const retention = new Retention({ database, definition, agreement, signals, now: clock });
  const returning = new Returning(retention.kinds, retention.sql, () => retention.today());
  const store = new RecordStore(database, definition.kinds, signals, returning);
  const reader = new FeedReader(database, options.signingKey, await openEpoch(database));
  await spool.sweep(await unfinished(database));
  const { importers } = definition;
  const committed = () => news.tell();
  const workerOf = (lane: Lane) => new PublicationWorker({ database, store, signals, importers, spool, lane, log, committed });
  const workers: Readonly<Record<Lane, PublicationWorker>> = { FILES: workerOf('FILES'), RECORDS: workerOf('RECORDS') };
  const received = () => {
    for (const worker of Object.values(workers)) worker.wake();
  };
  const intake = new Intake({ database, spool, importers, news, now: clock, received });
  const hub = { keys: options.hubKeys, audience: definition.registered.name, clock, log };
  const service = requireHub('feed', hub);
  const router = Router()
    .use(
      publishRouter({
        registered: definition.registered,
        agreement,
        disclosures: options.disclosures,
        clock,
        intake,
        database,
        spool,
        log,
        authentication,
        shareRead: (publication) => workers.FILES.shareRead(publication) ?? workers.RECORDS.shareRead(publication),
        ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
      }),
    )
    .use(feedRouter({ reader, news, service }))
    .use(watchRouter({ database, signals, news, service }));
  for (const worker of Object.values(workers)) worker.start();
  return {
    router,
    intake,
    rederive: async () => {
      const changed = await signals.rederive(lockWriters);
      news.tell();
      return changed;
    },
    retain: async () => {
      const deleted = await retention.apply();
      news.tell();
      return deleted;
    },
    stop: async () => {
      await Promise.all(Object.values(workers).map((worker) => worker.stop()));
    },
  };
}

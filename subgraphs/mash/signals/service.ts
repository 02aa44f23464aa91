import type { DataSource } from 'typeorm';
import type { Log } from '../../../common/logger';
import { systemClock } from '../../../common/time';
import type { KeySet } from '../../../common/tokens/key-set';
import { AGENCIES } from '../../registry';
import { agencyClient } from './agency-client';
import { runFeed, type Running } from './feed-puller';
import { eventReader } from './read-events';
import { runWatcher } from './watcher';

export interface SignalServiceOptions {
  readonly database: DataSource;
  /** Base URL by registry name; an agency that is missing here is not read. */
  readonly urls: Readonly<Record<string, string>>;
  /** The agency's pinned public keys. */
  keys(agency: string): KeySet;
  /** A service token (`signService`, scope `feed`) for this agency. */
  token(agency: string): Promise<string>;
  /** Hub ids of the subjects of open cases (`findWatchedPeople`). */
  findSubjects(database: DataSource): Promise<readonly string[]>;
  readonly log: Log;
  now?(): Date;
}

/** Follows every agency's feed and keeps their watch lists; one loop an agency, so that none waits for another. */
export function startSignalService(options: SignalServiceOptions): Running {
  const { database, urls, log, now = systemClock } = options;
  const clients = new Map(
    AGENCIES.flatMap(({ name }) => {
      const url = urls[name];
      return url === undefined ? [] : [[name, agencyClient({ url, token: () => options.token(name) })] as const];
    }),
  );
  const running = [
    ...[...clients].map(([agency, client]) =>
      runFeed({ agency, client, read: eventReader(options.keys(agency)), database, log: log.with({ agency }), now }),
    ),
    runWatcher({ database, clients, findSubjects: options.findSubjects, log, now }),
  ];
  return {
    async stop() {
      await Promise.all(running.map((one) => one.stop()));
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

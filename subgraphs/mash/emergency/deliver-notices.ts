import { request } from 'undici';
import type { DataSource } from 'typeorm';
import type { EmergencyNotice } from '../../../common/notices/notice-token';
import type { Log } from '../../../common/logger';
import type { Clock } from '../../../common/time';

export interface NoticeDelivery {
  /** Tells every custodian what it has not taken yet; returns when each was tried once. */
  deliver(): Promise<void>;
  stop(): Promise<void>;
}

export interface NoticeOptions {
  readonly database: DataSource;
  /** Base URL by registry name. */
  readonly urls: Readonly<Record<string, string>>;
  sign(agency: string, notice: EmergencyNotice): Promise<string>;
  readonly log: Log;
  readonly clock: Clock;
}

interface Waiting {
  readonly id: string;
  readonly agency: string;
  readonly said: EmergencyNotice;
  readonly attempts: number;
}

const RETRY_MS = 10_000;
const TIMEOUT_MS = 1_500;

/** Delivers the notices of emergency access: at once when `deliver` is called, and every ten seconds what was not taken. */
export function startNoticeDelivery(options: NoticeOptions): NoticeDelivery {
  const { database, log } = options;
  let running: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    const waiting: Waiting[] = await database.query(
      'select id, agency, said, attempts from custodian_notice where delivered_at is null order by created_at limit 100',
    );
    await Promise.all(waiting.map((notice) => tell(notice, options)));
  };
  // One round after another: a notice that is on its way is not sent a second time.
  const deliver = (): Promise<void> => {
    running = running.then(once).catch((error: unknown) => log.error('NOTICES_NOT_READ', {}, error));
    return running;
  };
  const timer = setInterval(() => void deliver(), RETRY_MS).unref();
  return {
    deliver,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function tell({ id, agency, said, attempts }: Waiting, { database, urls, sign, log, clock }: NoticeOptions): Promise<void> {
  try {
    const answer = await request(new URL('/notices', urls[agency]), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ notice: await sign(agency, said) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body.dump();
    if (answer.statusCode !== 204) throw new Refused(answer.statusCode);
    await database.query('update custodian_notice set delivered_at = $2, attempts = attempts + 1 where id = $1', [id, clock()]);
  } catch (error) {
    await database.query('update custodian_notice set attempts = attempts + 1 where id = $1', [id]);
    log.error('NOTICE_NOT_DELIVERED', { agency, event: id, attempt: attempts + 1 }, error);
  }
}

class Refused extends Error {
  override readonly name = 'NoticeRefused';

  constructor(status: number) {
    super(`notice refused: ${status}`);
  }
}

import { Agent, request } from 'undici';
import type { FeedPage } from '../../../common/feed/event';
import { isFeedPage } from './event-shape';

/** The agency did not answer as agreed. `code` is stable and holds nothing it sent. */
export class AgencyFault extends Error {
  override readonly name = 'AgencyFault';

  constructor(readonly code: string) {
    super(`agency fault: ${code}`);
  }
}

export interface AgencyClient {
  /** One page after the cursor (null: from zero); waits at the agency up to `waitMs` for something to tell. */
  readFeed(cursor: string | null, waitMs: number, signal?: AbortSignal): Promise<FeedPage>;
  /** Tells the whole watch list, by the agency's own ids. */
  putWatch(people: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface AgencyClientOptions {
  readonly url: string;
  /** A fresh service token for this agency. */
  token(): Promise<string>;
  /** Events a page; `FEED_PAGE` unless told. */
  readonly limit?: number;
  /** Beyond the wait; 1,500 unless told. */
  readonly timeoutMs?: number;
}

/** Each person on it is compared with tens of others, and a page is one transaction, of well under a second on a busy machine too. */
export const FEED_PAGE = 100;

/** A page of events is well under one; an agency that sends more than this is not feeding us. */
const LARGEST_ANSWER = 32 * 1024 * 1024;

export function agencyClient({ url, token, limit = FEED_PAGE, timeoutMs = 1500 }: AgencyClientOptions): AgencyClient {
  const dispatcher = new Agent({ connections: 2, keepAliveTimeout: 30_000, connect: { timeout: timeoutMs } });
  const call = async (path: string, method: 'GET' | 'PUT', body: unknown, waitMs: number, signal?: AbortSignal) => {
    const deadline = AbortSignal.timeout(timeoutMs + waitMs);
    const answer = await request(new URL(path, url), {
      dispatcher,
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    });
    if (answer.statusCode < 200 || answer.statusCode > 299) {
      await answer.body.dump();
      throw new AgencyFault(`status-${answer.statusCode}`);
    }
    return answer.body;
  };
  return {
    async readFeed(cursor, waitMs, signal) {
      const query = new URLSearchParams({
        limit: String(limit),
        wait: String(waitMs),
        ...(cursor === null ? {} : { after: cursor }),
      });
      const page = await readJson(await call(`/feed?${query}`, 'GET', undefined, waitMs, signal));
      if (!isFeedPage(page)) {
        throw new AgencyFault('bad-page');
      }
      return page;
    },
    async putWatch(people) {
      await (await call('/watch', 'PUT', { people }, 0)).dump();
    },
    close: () => dispatcher.destroy(),
  };
}

async function readJson(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) {
      throw new AgencyFault('answer-too-large');
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new AgencyFault('not-json');
  }
}

import { Agent, request } from 'undici';
import type { KeptDisclosure } from '../../../common/ledger/disclosure-log';

/** What a custodian answered to a checkpoint. */
export type Delivered =
  | { readonly state: 'COSIGNED'; readonly cosignature: string }
  | { readonly state: 'OTHER_PROOF'; readonly size: number }
  | { readonly state: 'REFUSED'; readonly reason: string };

export interface CustodianClient {
  deliver(checkpoint: string, from: number, proof: readonly Buffer[]): Promise<Delivered>;
  /** What the custodian's own log says it disclosed from one instant up to another. */
  disclosures(from: Date, to: Date): Promise<KeptDisclosure[]>;
  close(): Promise<void>;
}

export interface CustodianClientOptions {
  readonly url: string;
  /** A fresh service token of scope `ledger` for this agency. */
  token(): Promise<string>;
  readonly timeoutMs?: number;
}

/** The custodian did not answer as agreed. `code` holds nothing that it sent. */
export class CustodianFault extends Error {
  override readonly name = 'CustodianFault';

  constructor(readonly code: string) {
    super(`custodian fault: ${code}`);
  }
}

/** A page of 5,000 disclosures is under a megabyte. */
const LARGEST_ANSWER = 8 * 1024 * 1024;
/** More pages than a window can hold in practice: a custodian that never ends is not answering. */
const MOST_PAGES = 1_000;

export function custodianClient({ url, token, timeoutMs = 5_000 }: CustodianClientOptions): CustodianClient {
  const dispatcher = new Agent({ connections: 1, keepAliveTimeout: 30_000, connect: { timeout: 1_500 } });
  const call = async (path: string, body?: object) => {
    const answer = await request(new URL(path, url), {
      dispatcher,
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.statusCode, json: await readJson(answer.body) };
  };
  return {
    async deliver(checkpoint, from, proof) {
      const { status, json } = await call('/ledger/checkpoint', {
        ...{ checkpoint, from },
        proof: proof.map((hash) => hash.toString('hex')),
      });
      if (status === 200 && typeof json.cosignature === 'string') return { state: 'COSIGNED', cosignature: json.cosignature };
      if (status === 409 && Number.isSafeInteger(json.size)) return { state: 'OTHER_PROOF', size: json.size as number };
      const reason = typeof json.reason === 'string' && /^[A-Z_]{1,40}$/.test(json.reason) ? json.reason : `STATUS_${status}`;
      return { state: 'REFUSED', reason };
    },
    async disclosures(from, to) {
      const all: KeptDisclosure[] = [];
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const window = new URLSearchParams({ from: from.toISOString(), to: to.toISOString(), after: all.at(-1)?.id ?? '0' });
        const { status, json } = await call(`/ledger/disclosures?${window}`);
        if (status !== 200 || !Array.isArray(json.disclosures) || !json.disclosures.every(isDisclosure))
          throw new CustodianFault('bad-page');
        all.push(...json.disclosures);
        if (json.more !== true || json.disclosures.length === 0) return all;
      }
      throw new CustodianFault('no-end');
    },
    close: () => dispatcher.destroy(),
  };
}

const isDisclosure = (value: unknown): value is KeptDisclosure => {
  const { id, at, rid, digest } = (value ?? {}) as Record<string, unknown>;
  const isInstant = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  return isInstant && isWord(id) && isWord(rid) && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);
};

const isWord = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,64}$/.test(value);

async function readJson(body: AsyncIterable<Buffer>): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new CustodianFault('answer-too-large');
    chunks.push(chunk);
  }
  try {
    const json: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    throw new CustodianFault('not-json');
  }
}

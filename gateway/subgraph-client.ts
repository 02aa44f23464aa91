import { Pool } from 'undici';
import type { SubgraphRequest } from './answers';

/** Why a subgraph gave no usable answer. The reason is a code: what the subgraph said is never repeated. */
export type FailureReason = 'TIMEOUT' | 'UNREACHABLE' | 'REFUSED' | 'BAD_ANSWER' | 'TOO_LARGE' | 'EARLIER_FAILURE';

export class SubgraphFailure extends Error {
  constructor(
    readonly subgraph: string,
    readonly reason: FailureReason,
  ) {
    super(`${subgraph} gave no usable answer: ${reason}`);
    this.name = 'SubgraphFailure';
  }
}

/** An answer larger than this is a fault of the subgraph: a collated child is a few hundred kilobytes at most. */
export const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/** A way to one subgraph. */
export interface SubgraphTransport {
  readonly name: string;
  /** Its address, which proofs are made for. */
  readonly url: string;
  /** What it says, whatever that is. @throws SubgraphFailure when nothing has come within `timeoutMs`. */
  call(request: SubgraphRequest, headers: Record<string, string>, timeoutMs: number): Promise<string>;
  close(): Promise<void>;
}

/** One subgraph over HTTP: connections kept alive, every call with a deadline, every answer of a bounded size. */
export class SubgraphClient implements SubgraphTransport {
  private readonly pool: Pool;

  constructor(
    readonly name: string,
    readonly url: string,
  ) {
    this.pool = new Pool(new URL(url).origin, { connections: 32, keepAliveTimeout: 10_000, connectTimeout: 1_000 });
  }

  async call(request: SubgraphRequest, headers: Record<string, string>, timeoutMs: number): Promise<string> {
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
    try {
      const response = await this.pool.request({
        method: 'POST',
        path: new URL(this.url).pathname,
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(request),
        signal,
      });
      if (response.statusCode === 401) {
        await response.body.dump();
        throw new SubgraphFailure(this.name, 'REFUSED');
      }
      return await this.read(response.body);
    } catch (error) {
      if (error instanceof SubgraphFailure) throw error;
      throw new SubgraphFailure(this.name, signal.aborted ? 'TIMEOUT' : 'UNREACHABLE');
    }
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private async read(body: AsyncIterable<Buffer>): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) throw new SubgraphFailure(this.name, 'TOO_LARGE');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, bytes).toString('utf8');
  }
}

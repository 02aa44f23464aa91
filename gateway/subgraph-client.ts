import { Pool } from 'undici';
import type { SubgraphRequest } from './answers';
import { PostFailed, post } from './post';

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
  private readonly path: string;

  constructor(
    readonly name: string,
    readonly url: string,
  ) {
    this.pool = new Pool(new URL(url).origin, { connections: 32, keepAliveTimeout: 10_000, connectTimeout: 1_000 });
    this.path = new URL(url).pathname;
  }

  async call(request: SubgraphRequest, headers: Record<string, string>, timeoutMs: number): Promise<string> {
    try {
      const { status, text } = await post(this.pool, {
        path: this.path,
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(request),
        withinMs: timeoutMs,
        mostBytes: MAX_ANSWER_BYTES,
      });
      if (status === 401) throw new SubgraphFailure(this.name, 'REFUSED');
      return text;
    } catch (error) {
      if (error instanceof SubgraphFailure) throw error;
      throw new SubgraphFailure(this.name, error instanceof PostFailed ? error.reason : 'UNREACHABLE');
    }
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}

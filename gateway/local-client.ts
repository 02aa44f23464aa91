import type { LocalAnswer, LocalCall } from '../common/graphql/in-process';
import type { SubgraphRequest } from './answers';
import { MAX_ANSWER_BYTES, SubgraphFailure, type SubgraphTransport } from './subgraph-client';

/** One subgraph in this very process: the same tokens and the same answers, without the HTTP hop, and with the same deadline. */
export class LocalClient implements SubgraphTransport {
  constructor(
    readonly name: string,
    /** Its address over HTTP, which proofs are made for. */
    readonly url: string,
    private readonly answer: (call: LocalCall) => Promise<LocalAnswer>,
  ) {}

  async call(request: SubgraphRequest, headers: Record<string, string>, timeoutMs: number): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new SubgraphFailure(this.name, 'TIMEOUT')), Math.max(1, Math.ceil(timeoutMs)));
    });
    try {
      const { status, text } = await Promise.race([this.answer({ headers, body: request }), late]);
      if (status === 401) throw new SubgraphFailure(this.name, 'REFUSED');
      if (text.length > MAX_ANSWER_BYTES) throw new SubgraphFailure(this.name, 'TOO_LARGE');
      return text;
    } catch (error) {
      throw error instanceof SubgraphFailure ? error : new SubgraphFailure(this.name, 'UNREACHABLE');
    } finally {
      clearTimeout(timer);
    }
  }

  /** The subgraph is closed by whoever started it. */
  async close(): Promise<void> {}
}

import { type SourceAnswer, SourceFailure, type SubgraphSource } from '../../gateway/engine/source';
import { SubgraphClient, SubgraphFailure } from '../../gateway/subgraph-client';

/** How long one call may take; there is no budget for a whole request here. */
const TIMEOUT_MS = 10_000;

/** A subgraph over HTTP that wants no token. Its answers are believed as far as the engine itself believes any. */
export class PlainSource implements SubgraphSource<object> {
  readonly #client: SubgraphClient;

  constructor(
    private readonly name: string,
    url: string,
  ) {
    this.#client = new SubgraphClient(name, url);
  }

  /** @throws SourceFailure when it gave nothing that can be read */
  async process({ request }: Parameters<SubgraphSource<object>['process']>[0]): Promise<SourceAnswer> {
    try {
      return JSON.parse(await this.#client.call(request, {}, TIMEOUT_MS)) as SourceAnswer;
    } catch (error) {
      const reason = error instanceof SubgraphFailure ? error.reason : 'BAD_ANSWER';
      throw new SourceFailure(`${this.name} did not answer`, { code: 'AGENCY_UNAVAILABLE', agency: this.name, reason });
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

import { Pool } from 'undici';

/** What a subgraph is asked: one GraphQL operation, as the engine planned it. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Record<string, unknown>;
}

export interface SubgraphAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly SubgraphError[];
  readonly extensions: Record<string, unknown>;
}

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
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/** One subgraph over HTTP: connections kept alive, every call with a deadline, every answer checked before it is believed. */
export class SubgraphClient {
  private readonly pool: Pool;

  constructor(
    readonly name: string,
    readonly url: string,
  ) {
    this.pool = new Pool(new URL(url).origin, { connections: 32, keepAliveTimeout: 10_000, connectTimeout: 1_000 });
  }

  /** @throws SubgraphFailure when there is no usable answer within `timeoutMs`. */
  async call(request: SubgraphRequest, headers: Record<string, string>, timeoutMs: number): Promise<SubgraphAnswer> {
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
    let text: string;
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
      text = await this.read(response.body);
    } catch (error) {
      if (error instanceof SubgraphFailure) throw error;
      throw new SubgraphFailure(this.name, signal.aborted ? 'TIMEOUT' : 'UNREACHABLE');
    }
    return this.check(text, request);
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

  private check(text: string, request: SubgraphRequest): SubgraphAnswer {
    const answer = parseAnswer(text);
    if (answer === undefined || !isAnswerTo(request, answer)) throw new SubgraphFailure(this.name, 'BAD_ANSWER');
    return answer;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseAnswer(text: string): SubgraphAnswer | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed) || (text.includes('proto') && hasPrototypeKey(parsed))) return undefined;
  const { data = null, errors = [], extensions = {} } = parsed;
  if (!(data === null || isObject(data)) || !isObject(extensions)) return undefined;
  if (!Array.isArray(errors) || !errors.every((error) => isObject(error) && typeof error.message === 'string')) return undefined;
  if (data === null && errors.length === 0) return undefined;
  return { data, errors: errors as SubgraphError[], extensions };
}

/** JSON.parse makes `__proto__` an own key; merging such an object further on would reach every object's prototype. */
function hasPrototypeKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPrototypeKey);
  if (!isObject(value)) return false;
  return Object.keys(value).some((key) => key === '__proto__' || hasPrototypeKey(value[key]));
}

/** An `_entities` answer must have one object or null for each representation that was sent. */
function isAnswerTo(request: SubgraphRequest, answer: SubgraphAnswer): boolean {
  const sent = request.variables?.representations;
  if (!Array.isArray(sent) || answer.data === null) return true;
  const entities = answer.data._entities;
  if (!Array.isArray(entities) || entities.length !== sent.length) return false;
  return entities.every((entity) => entity === null || isObject(entity));
}

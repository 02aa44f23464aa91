import type { Dispatcher, Pool } from 'undici';

/** One request with a whole answer. */
export interface Post {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For everything, from waiting for a connection to the last byte. */
  readonly withinMs: number;
  /** An answer larger than this is given up. */
  readonly mostBytes: number;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

export class PostFailed extends Error {
  constructor(readonly reason: 'TIMEOUT' | 'TOO_LARGE' | 'UNREACHABLE') {
    super(`No answer: ${reason}`);
    this.name = 'PostFailed';
  }
}

/**
 * Posts, and reads the answer whole. Every request of a client is eight of these and more, so it is done without streams and
 * without signals, which cost several times what reading a short answer does.
 *
 * @throws PostFailed
 */
export function post(pool: Pool, { path, headers, body, withinMs, mostBytes }: Post): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(withinMs, mostBytes, resolve, reject);
    pool.dispatch({ method: 'POST', path, headers, body, headersTimeout: 0, bodyTimeout: 0 }, exchange);
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #failure: PostFailed | undefined;
  #isOver = false;
  #bytes = 0;
  #status = 0;

  constructor(
    withinMs: number,
    private readonly mostBytes: number,
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (error: PostFailed) => void,
  ) {
    // It may be this process that was busy: what has come meanwhile is read first.
    const late = (): void => void setImmediate(() => this.#giveUp('TIMEOUT'));
    this.#timer = setTimeout(late, Math.max(1, Math.ceil(withinMs)));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It waited for a connection until it was too late.
    if (this.#failure !== undefined) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.mostBytes) this.#giveUp('TOO_LARGE');
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#end();
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#bytes);
    this.resolve({ status: this.#status, text: whole.toString('utf8') });
  }

  onResponseError(): void {
    this.#end();
    this.reject(this.#failure ?? new PostFailed('UNREACHABLE'));
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #giveUp(reason: PostFailed['reason']): void {
    if (this.#isOver) return;
    this.#end();
    this.#failure = new PostFailed(reason);
    this.#chunks.length = 0;
    this.#controller?.abort(this.#failure);
    this.reject(this.#failure);
  }
}

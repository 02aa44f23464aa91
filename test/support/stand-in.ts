import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Pool } from 'undici';

/** One call as it arrived, and what the service behind would answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Asks the service behind; its answer is not sent on. */
  forward(): Promise<{ status: number; body: string }>;
}

/** How a stand-in misbehaves. Return undefined to pass this call on unchanged. */
export type Behaviour = (exchange: Exchange, response: ServerResponse) => Promise<unknown> | unknown;

/** What the gateway reads of an answer beside its status and body. */
const PASSED_ON = ['content-type', 'x-mash-disclosures'];

/** Stands between the gateway and one service: passes everything on, until it is told to misbehave. */
export class StandIn {
  behaviour: Behaviour | undefined;
  /** Paths asked for since the last `forget`, in order. */
  readonly calls: string[] = [];

  private behind: Pool | undefined;

  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async listen(): Promise<StandIn> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const standIn = new StandIn(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
    server.on('request', (request, response) => {
      standIn.serve(request, response).catch(() => response.destroy());
    });
    return standIn;
  }

  /** The service to stand before. */
  before(target: string): void {
    this.behind = new Pool(target, { connections: 32, connectTimeout: 1_000 });
  }

  forget(): void {
    this.calls.length = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await Promise.all([new Promise((resolve) => this.server.close(resolve)), this.behind?.destroy()]);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = request;
    const body = await buffer(request);
    this.calls.push(path);
    const forward = async () => {
      const { host: _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
      if (this.behind === undefined) throw new Error('Nothing stands behind this stand-in yet');
      const answer = await this.behind.request({
        method: method as 'POST',
        path,
        headers: kept,
        body: method === 'GET' ? null : body,
      });
      const told = PASSED_ON.flatMap((name): [string, string][] => {
        const value = answer.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      });
      return {
        status: answer.statusCode,
        body: await answer.body.text(),
        headers: { 'content-type': 'application/json', ...Object.fromEntries(told) },
      };
    };
    if (this.behaviour !== undefined) {
      const handled = await this.behaviour({ method, path, headers, body: body.toString('utf8'), forward }, response);
      if (handled !== undefined || response.headersSent || response.writableEnded) return;
    }
    const { status, body: text, headers: told } = await forward();
    response.writeHead(status, told).end(text);
  }
}

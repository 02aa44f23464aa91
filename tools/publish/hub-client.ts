import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { Receipt, ReceiptWithProblems } from '../../common/publishing/receipts';
import { CommandFailed } from '../command-line';
import type { multipart } from './upload';

/** The development sign-in's tokens last ten minutes; a long publication outlives one. */
const TOKEN_FOR_MS = 4 * 60_000;
const POLL_MS = 250;
/** How long the hub may be away while it imports; the publication goes on when it is back. */
const PATIENCE_MS = 120_000;

/** How long a hub that answers may say that it cannot do this now. */
const BUSY_FOR_MS = 30_000;
const BUSY_POLL_MS = 1_000;

/** The hub, or the agency behind it, does not answer now; it may again. */
class HubAway extends CommandFailed {}

/** It answers, and says that it cannot do this now. */
class HubBusy extends HubAway {}

export interface HubClientOptions {
  readonly gatewayUrl: string;
  readonly agency: string;
  readonly format: string;
  /** A fresh access token of the agency's publisher. */
  token(): Promise<string>;
}

/** One agency's publishing door at the gateway. Every method throws `CommandFailed` with words for the publisher. */
export class HubClient {
  private held: { token: string; until: number } | undefined;

  constructor(private readonly options: HubClientOptions) {}

  /** The publication of exactly these files, if there is one that did not fail; also finds out whether one may publish at all. */
  async findEarlier(digest: string): Promise<Receipt | undefined> {
    const query = new URLSearchParams({ format: this.options.format, digest });
    const { publications } = await patiently(() => this.get<{ publications: Receipt[] }>(`publications?${query}`));
    return publications.find(({ state }) => state !== 'FAILED');
  }

  /** Sends the files; sent again, they are still one publication. @returns the receipt as it stands when they have arrived */
  upload(files: ReturnType<typeof multipart>, digest: string): Promise<Receipt> {
    return patiently(() => this.send(files, digest));
  }

  /** Waits for the end of a publication, telling how it goes. */
  async waitForEnd(id: string, progress: (receipt: ReceiptWithProblems) => void): Promise<ReceiptWithProblems> {
    let heardAt = Date.now();
    for (;;) {
      const receipt = await this.get<ReceiptWithProblems>(`publications/${id}`).catch((error: unknown) => {
        if (!(error instanceof HubAway) || Date.now() - heardAt > PATIENCE_MS) throw error;
        return undefined;
      });
      if (receipt !== undefined) {
        heardAt = Date.now();
        progress(receipt);
        if (receipt.state === 'COMPLETE' || receipt.state === 'FAILED') return receipt;
      }
      await sleep(POLL_MS);
    }
  }

  private async send({ body, contentType, length }: ReturnType<typeof multipart>, digest: string): Promise<Receipt> {
    const { statusCode, body: answer } = await this.reach(async () =>
      request(this.url(this.options.format), {
        method: 'POST',
        body: Readable.from(body()),
        headers: {
          ...(await this.authorization()),
          'content-type': contentType,
          'content-length': String(length),
          'x-publication-digest': digest,
        },
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
    );
    return read<Receipt>(statusCode, await answer.text());
  }

  private async get<T>(path: string): Promise<T> {
    const { statusCode, body } = await this.reach(async () => request(this.url(path), { headers: await this.authorization() }));
    return read<T>(statusCode, await body.text());
  }

  private url(path: string): string {
    return new URL(`/publish/${encodeURIComponent(this.options.agency)}/${path}`, this.options.gatewayUrl).href;
  }

  private async authorization(): Promise<{ authorization: string }> {
    if (this.held === undefined || this.held.until < Date.now()) {
      this.held = { token: await this.options.token(), until: Date.now() + TOKEN_FOR_MS };
    }
    return { authorization: `Bearer ${this.held.token}` };
  }

  private async reach<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || error instanceof CommandFailed) throw error;
      throw new HubAway(
        `The hub at ${this.options.gatewayUrl} does not answer (${code}). Nothing is lost: run the same command again.`,
      );
    }
  }
}

/** Asks again while the hub is busy; a hub that does not answer at all is told of at once. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  const until = Date.now() + BUSY_FOR_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof HubBusy) || Date.now() > until) throw error;
      await sleep(BUSY_POLL_MS);
    }
  }
}

function read<T>(status: number, text: string): T {
  const answer = parse(text);
  if (status === 200 || status === 202) return answer as T;
  const { message } = answer as { message?: string };
  if (status === 401) throw new CommandFailed('The hub does not accept the sign-in of this publisher');
  const said = message ?? `The hub answered ${status}: run the same command again, and tell its operator if it stays so`;
  throw status >= 500 || status === 429 ? new HubBusy(said) : new CommandFailed(said);
}

function parse(text: string): object {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}

import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { Pool } from 'undici';
import { type CallProof, callHeaders } from './call-proof';
import { admit } from './door';
import type { Rates } from './rates';
import { NotTaken } from './refusal';
import { type AccessLogRow, type DisclosureEntry, type LedgerClient, LedgerUnavailable, readDisclosures } from './ledger';
import { NotSignedIn, type SignIn } from './sign-in';

/** A receipt is read from a table; an agency that takes longer is not there. */
const RECEIPT_WITHIN_MS = 10_000;

/** What the agency says it disclosed, beside every answer with data; the header of `common/publishing/publish-router.ts`. */
const DISCLOSURES = 'x-mash-disclosures';

/** Names of the doors in the ledger, where an operation has the hash of its text. */
type Door = 'publish' | 'publications' | 'publication' | 'problems.csv';

interface PublishOptions {
  /** Base URL of each agency's subgraph, by name. */
  readonly agencies: Readonly<Record<string, string>>;
  readonly signIn: SignIn;
  readonly rates: Rates;
  readonly ledger: Pick<LedgerClient, 'commit'>;
  /** Name of the hub's own subgraph. */
  readonly hub: string;
  readonly proof: CallProof;
}

/**
 * The publishing door: `POST /publish/{agency}/{format}` and the receipts under `/publish/{agency}/publications`.
 * Bodies stream through to the agency's own subgraph, which decides who may publish; nothing is read or kept here. What comes back
 * is sent on once its ledger entry is committed (design D8).
 */
export function publishRouter(options: PublishOptions): { readonly router: Router; close(): Promise<void> } {
  const router = Router();
  const pools = new Map(
    Object.entries(options.agencies).map(([name, url]) => [name, new Pool(new URL(url).origin, { connections: 8 })]),
  );

  const forward = async (door: Door, request: Request, response: Response, path: string): Promise<void> => {
    const agency = String(request.params.agency);
    const signedIn = await options.signIn.exchange(request.headers.authorization);
    admit(options.rates, signedIn, response);
    const pool = pools.get(agency);
    if (!pool) {
      response
        .status(404)
        .json({ error: 'UNKNOWN_AGENCY', message: `There is no agency of that name; known: ${[...pools.keys()].join(', ')}` });
      return;
    }
    const { rid, tokens } = signedIn;
    const method = request.method as 'GET' | 'POST';
    const url = new URL(path, options.agencies[agency]).href;
    const headers: Record<string, string> = await callHeaders(options.proof, url, tokens[agency] ?? '', method);
    for (const name of ['content-type', 'content-length', 'content-encoding', 'accept', 'x-publication-digest']) {
      const value = request.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    const answer = await pool.request({
      method,
      path: new URL(url).pathname + queryOf(request),
      headers,
      body: method === 'POST' ? uploadOf(request) : null,
      // Receiving ends when the last byte is on the agency's disk; a large file on a slow line may take long.
      headersTimeout: method === 'POST' ? 0 : RECEIPT_WITHIN_MS,
      bodyTimeout: method === 'POST' ? 0 : RECEIPT_WITHIN_MS,
    });
    const row = rowOf(door, rid, agency, answer);
    if (row === undefined) {
      await answer.body.dump();
      throw new Error('The agency did not say what it disclosed');
    }
    try {
      if (row !== 'nothing') await options.ledger.commit(row, tokens[options.hub] ?? '');
    } catch (error) {
      await answer.body.dump();
      throw error;
    }
    response.status(answer.statusCode);
    for (const name of ['content-type', 'content-disposition', 'cache-control']) {
      const value = answer.headers[name];
      if (value !== undefined) response.setHeader(name, value);
    }
    // Ends both sides when either goes away.
    await pipeline(answer.body, response);
  };

  const door = (name: Door, pathOf: (request: Request) => string) => (request: Request, response: Response) =>
    forward(name, request, response, pathOf(request)).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      if (error instanceof NotTaken)
        return void response.status(error.status).json({ error: error.code, message: error.message });
      if (error instanceof LedgerUnavailable)
        return void response.status(503).json({ error: 'LEDGER_UNAVAILABLE', message: error.message });
      if (error instanceof NotSignedIn)
        return void response.status(401).json({ error: 'UNAUTHENTICATED', message: error.message });
      response
        .status(503)
        .json({ error: 'AGENCY_UNAVAILABLE', message: 'The agency did not take the request; publish again later' });
    });

  router.post(
    '/publish/:agency/:format',
    door('publish', ({ params }) => `/publish/${encodeURIComponent(String(params.format))}`),
  );
  router.get(
    '/publish/:agency/publications',
    door('publications', () => '/publications'),
  );
  router.get(
    '/publish/:agency/publications/:id',
    door('publication', ({ params }) => `/publications/${encodeURIComponent(String(params.id))}`),
  );
  router.get(
    '/publish/:agency/publications/:id/problems.csv',
    door('problems.csv', ({ params }) => `/publications/${encodeURIComponent(String(params.id))}/problems.csv`),
  );
  return {
    router,
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

interface AgencyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * The ledger entry without which this answer does not leave.
 *
 * @returns `nothing` for a fault that says nothing of anybody; undefined for data without the list of what was disclosed.
 */
function rowOf(
  door: Door,
  rid: string,
  agency: string,
  { statusCode, headers }: AgencyAnswer,
): AccessLogRow | 'nothing' | undefined {
  const about = {
    ...{ rid, operationName: null, unavailable: [] },
    operationHash: createHash('sha256').update(door).digest('hex'),
  };
  if (statusCode === 401 || statusCode === 403) return { ...about, kind: 'REFUSAL', disclosures: [], refused: ['FORBIDDEN'] };
  if (statusCode >= 400) return 'nothing';
  const entries = disclosedIn(headers[DISCLOSURES]);
  if (entries === undefined) return undefined;
  const kind = door === 'problems.csv' ? 'PROBLEMS_CSV' : 'RECEIPT';
  return { ...about, kind, disclosures: entries.map((entry) => ({ custodian: agency, entry })), refused: [] };
}

function disclosedIn(header: string | string[] | undefined): DisclosureEntry[] | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    return readDisclosures(JSON.parse(header));
  } catch {
    // Not JSON: it does not say what was disclosed.
    return undefined;
  }
}

/**
 * The body of a request, to be sent on. When the agency answers before its end (a refusal), the rest is read and dropped, so that
 * the publisher gets to read the answer; when the publisher goes away, so does what was sent on.
 */
function uploadOf(request: Request): PassThrough {
  const upload = new PassThrough();
  const drop = () => {
    request.unpipe(upload);
    request.resume();
  };
  upload.once('close', drop).once('error', drop);
  request.once('close', () => request.complete || upload.destroy(new Error('The publisher went away')));
  request.pipe(upload);
  return upload;
}

const queryOf = (request: Request): string => {
  const at = request.originalUrl.indexOf('?');
  return at < 0 ? '' : request.originalUrl.slice(at);
};

import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import type { DataSource } from 'typeorm';
import type { Agreement } from '../access/agreement';
import type { Principal } from '../access/subject';
import type { Registered } from '../agency/definition';
import type { DisclosureLog } from '../ledger/disclosure-log';
import type { Log } from '../logger';
import type { Clock } from '../time';
import { principalOf } from '../graphql/authentication';
import type { Intake } from './intake';
import { problemsCsv } from './problems-csv';
import { findProblems, findReceipt, findReceipts } from './receipts';
import { CutOff, receiveFiles, setDigest } from './receive';
import { PublishRefused } from './refused';
import type { Spool } from './spool';
import { PROBLEMS_KEPT } from './tally';

/** Bytes of one publication, uncompressed. */
export const MAX_PUBLICATION_BYTES = 4 * 1024 ** 3;

/** Beside every answer with data: what was disclosed, for the gateway's ledger entry. JSON, as `extensions.disclosures` is. */
export const DISCLOSURES_HEADER = 'x-mash-disclosures';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface PublishRouterOptions {
  readonly registered: Registered;
  readonly agreement: Pick<Agreement, 'version'>;
  /** Written before anything leaves. */
  readonly disclosures: DisclosureLog;
  readonly clock: Clock;
  readonly intake: Intake;
  readonly database: DataSource;
  readonly spool: Spool;
  readonly log: Log;
  readonly maxBytes?: number;
  /** Lets principals through (`requirePrincipal`). */
  readonly authentication: RequestHandler;
  /** How much of a publication's files has been read, 0 to 1; null when it is not being imported. */
  shareRead(publication: string): number | null;
}

/**
 * An agency's publishing door: `POST /publish/:format`, `GET /publications`, `GET /publications/:id` and its `problems.csv`.
 * Only the agency's own publishers may use it.
 */
export function publishRouter(options: PublishRouterOptions): Router {
  const { database, registered } = options;
  const router = Router();
  const door = (what: Released, handle: (request: Request, principal: Principal) => Promise<Answer>): RequestHandler[] => [
    options.authentication,
    (request, response, next) => {
      const answer = async () => {
        const principal = publisher(principalOf(response), registered);
        const send = await handle(request, principal);
        response.set(DISCLOSURES_HEADER, await logged(what, principal, options));
        send(response);
      };
      answer().catch((error: unknown) => refuse(error, request, response, next, options.log));
    },
  ];

  router.post(
    '/publish/:format',
    door('receipt', async (request, principal) => {
      const format = knownFormat(options, String(request.params['format']));
      const { id, added } = await receive(options, request, format, principal);
      const receipt = await findReceipt(database, registered.name, id);
      return (response) => response.status(added ? 202 : 200).json(added ? receipt : { ...receipt, state: 'ALREADY_PUBLISHED' });
    }),
  );
  router.get(
    '/publications',
    door('receipts', async (request) => {
      const { format, digest, limit } = request.query;
      const filter = {
        format: typeof format === 'string' ? knownFormat(options, format) : undefined,
        digest: typeof digest === 'string' ? digest : undefined,
        limit: Math.min(Math.max(Math.trunc(Number(limit ?? 50)) || 50, 1), 500),
      };
      const publications = await findReceipts(database, registered.name, filter);
      return (response) => response.json({ publications });
    }),
  );
  router.get(
    '/publications/:id',
    door('receipt', async (request) => {
      const from = Math.max(Math.trunc(Number(request.query['from'] ?? 0)) || 0, 0);
      const receipt = await findReceipt(database, registered.name, knownId(request), from);
      if (receipt === undefined) throw NO_PUBLICATION;
      const importedShare = receipt.state === 'IMPORTING' ? options.shareRead(receipt.id) : null;
      return (response) => response.json({ ...receipt, importedShare });
    }),
  );
  router.get(
    '/publications/:id/problems.csv',
    door('problems', async (request) => {
      const id = knownId(request);
      if ((await findReceipts(database, registered.name, { id, limit: 1 })).length === 0) throw NO_PUBLICATION;
      const problems = await findProblems(database, id, 0, PROBLEMS_KEPT);
      return (response) => response.attachment(`problems-${id}.csv`).type('text/csv; charset=utf-8').send(problemsCsv(problems));
    }),
  );
  return router;
}

/** Sends what was found. */
type Answer = (response: Response) => unknown;

/** What a route gives out, as the disclosure log names it. */
type Released = 'receipt' | 'receipts' | 'problems';

/** Logs what is about to leave. @returns what the gateway is told of it */
async function logged(what: Released, principal: Principal, options: PublishRouterOptions): Promise<string> {
  const { registered, agreement, disclosures, clock } = options;
  const rule = `${registered.name}/publishing/own/publisher`;
  const entry = {
    purpose: 'OWN_RECORDS',
    agreement: agreement.version,
    released: [{ category: 'publishing', rule, fields: [`Publication.${what}`] }],
    withheld: [],
  };
  await disclosures.keep(principal, [{ entry, persons: [] }], clock());
  return JSON.stringify([entry]);
}

const NO_PUBLICATION = new PublishRefused(404, 'NO_PUBLICATION', 'This agency has no publication of that id');

/** Whether they publish for this agency, as files or through the graph. */
export const mayPublish = (principal: Principal, { agency }: Pick<Registered, 'agency'>): boolean =>
  principal.agency === agency && principal.roles.includes('publisher');

/** The same answer whatever the reason: another agency's publisher learns nothing about this one. */
function publisher(principal: Principal, registered: Registered): Principal {
  if (mayPublish(principal, registered)) return principal;
  throw new PublishRefused(403, 'FORBIDDEN', 'You may not publish for this agency');
}

function knownFormat({ intake }: PublishRouterOptions, format: string): string {
  if (intake.formats().includes(format)) return format;
  const known = intake.formats().join(', ');
  throw new PublishRefused(404, 'UNKNOWN_FORMAT', `This agency takes no format of that name; it takes: ${known}`);
}

function knownId(request: Request): string {
  const id = String(request.params['id']);
  if (!ID.test(id)) throw NO_PUBLICATION;
  return id;
}

function receive(
  { intake, spool, maxBytes }: PublishRouterOptions,
  request: Request,
  format: string,
  principal: Principal,
): Promise<{ id: string; added: boolean }> {
  return intake.receive({ format, publishedBy: principal.sub }, async (id) => {
    const files = await receiveFiles(request, spool, id, maxBytes ?? MAX_PUBLICATION_BYTES);
    const promised = request.headers['x-publication-digest'];
    if (promised !== undefined && promised !== setDigest(files)) {
      throw new PublishRefused(400, 'DIGEST_MISMATCH', 'What arrived is not what was sent, going by its digest: send it again');
    }
    return files;
  });
}

function refuse(error: unknown, request: Request, response: Response, next: NextFunction, log: Log): void {
  if (error instanceof CutOff) {
    log.info('UPLOAD_CUT_OFF');
    return;
  }
  // What is still on its way is read and dropped, so that the caller gets to read the answer.
  request.resume();
  if (error instanceof PublishRefused) {
    response.status(error.status).json({ error: error.code, message: error.message });
  } else {
    next(error);
  }
}

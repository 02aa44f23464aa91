import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { DisclosureTally } from '../access/disclosure';
import type { Principal } from '../access/subject';
import type { Log } from '../logger';
import { type Identify, principalOf } from './authentication';
import { bodyWithin, restWithin } from './body-within';
import { disclosuresPlugin, type KeepDisclosures } from './disclosures-plugin';
import { faultsFor } from './faults';
import { inProcess, type LocalAnswer, type LocalCall } from './in-process';

export interface RequestContext {
  readonly principal: Principal;
  readonly disclosures: DisclosureTally;
}

export interface ServeOptions<C extends RequestContext> {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly schema: GraphQLSchema;
  readonly log: Log;
  /** Usually `requirePrincipal(...)`. */
  readonly authentication: RequestHandler;
  /** The same for calls from within this process; without it none is answered. */
  readonly identify?: Identify;
  contextFor(principal: Principal): C | Promise<C>;
  /** Writes the custodian's own disclosure log, before the answer that it speaks of. */
  readonly keepDisclosures: KeepDisclosures<C>;
  /** Mounts what else the service answers; each route authenticates for itself. */
  mount?(app: Express): void;
  /** Rejects while the service cannot do its work. */
  ready(): Promise<unknown>;
  /** Closes a connection on which nothing has moved for so long; two minutes unless told. */
  readonly idleWithinMs?: number;
  /** Called once, after the last answer. */
  release(): Promise<void>;
}

export interface RunningService {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** The way in for a gateway in the same process, with everything that a call over HTTP must have. */
  answer(call: LocalCall): Promise<LocalAnswer>;
  close(): Promise<void>;
}

/** An operation about hundreds of people carries a key and a grant for each, about two kilobytes a person. */
const LARGEST_OPERATION = '4mb';
/** A caller that cannot send its operation in this time is holding a connection open on purpose. */
const BODY_WITHIN_MS = 8_000;
/** Lists that services send each other: longer than an operation, and no reason to be slow. */
const OTHER_BODY_WITHIN_MS = 60_000;
const NOT_AN_UPLOAD = /^(?!\/publish\/)/;
/** A connection on which nothing has moved for so long is closed; longer than any reader of a feed waits for news. */
const IDLE_WITHIN_MS = 120_000;

/** Serves one subgraph over HTTP: POST only, nothing about itself to outsiders, nothing cached, nothing said about faults. */
export async function serve<C extends RequestContext>(options: ServeOptions<C>): Promise<RunningService> {
  const { schema, log, authentication, identify = nobody, contextFor } = options;
  const app = express();
  const http = createServer(
    // Node looks for slow callers every 30 seconds unless told. It has one limit on the length of requests, for all of them.
    { headersTimeout: 8_000, requestTimeout: 0, connectionsCheckingInterval: 1_000, keepAliveTimeout: 65_000 },
    app,
  );
  // An upload may take all night on a slow line, as long as something arrives.
  http.setTimeout(options.idleWithinMs ?? IDLE_WITHIN_MS);
  const faults = faultsFor(log);
  const apollo = new ApolloServer<C>({
    schema,
    introspection: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError: faults.formatError,
    logger: silent,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      // Nothing of ours may be cached, and working out for how long wraps every resolver.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: http, stopGracePeriodMillis: 2_000 }),
      faults.plugin,
      disclosuresPlugin(options.keepDisclosures, log),
    ],
  });
  await apollo.start();

  app.disable('x-powered-by').disable('etag');
  app.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  app.use(restWithin(BODY_WITHIN_MS));
  // Only uploads take as long as they need.
  app.use(NOT_AN_UPLOAD, bodyWithin(OTHER_BODY_WITHIN_MS));
  app.get('/health', async (_request, response) => {
    const ready = await options.ready().then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ state: ready ? 'READY' : 'NOT_READY' });
  });
  app.post(
    '/graphql',
    authentication,
    bodyWithin(BODY_WITHIN_MS),
    express.json({ limit: LARGEST_OPERATION }),
    expressMiddleware(apollo, { context: async ({ res }) => contextFor(principalOf(res)) }),
  );
  options.mount?.(app);
  app.use((_request, response) => void response.status(404).json(problem('Not found', 'NOT_FOUND')));
  app.use(answerFault(log));

  await listen(http, options.host, options.port);
  let closing: Promise<void> | undefined;
  return {
    url: `http://${options.host}:${(http.address() as AddressInfo).port}`,
    answer: inProcess(apollo, identify, contextFor),
    close: () => (closing ??= apollo.stop().then(() => options.release())),
  };
}

const nobody: Identify = async () => undefined;

/** Apollo's own log lines repeat operations and error messages; ours are written in `faults.ts`. */
const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

const problem = (message: string, code: string) => ({ errors: [{ message, extensions: { code } }] });

/** Faults outside GraphQL: a body that is too large or no JSON, a router that failed. Never the error's own words. */
function answerFault(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status } = error as { status?: unknown };
    if (typeof status === 'number' && status >= 400 && status < 500) {
      response.status(status).json(problem('The request cannot be read', 'BAD_REQUEST'));
      return;
    }
    log.error('UNEXPECTED_ERROR', {}, error);
    response.status(500).json(problem('Something went wrong', 'INTERNAL'));
  };
}

function listen(http: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject).listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

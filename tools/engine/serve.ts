import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { createEngine } from '../../gateway/engine';
import { addressesOf } from './addresses';
import type { EngineCommand } from './command';
import { PlainSource } from './plain-source';

/** Whoever can reach it can ask everything: nobody beyond this machine may. */
const HOST = '127.0.0.1';

export interface ServedEngine {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The engine alone behind Apollo Server, as the gateway has it, without what makes the gateway a door.
 *
 * @throws CommandFailed, SupergraphRefused, PlannerNotStarted, PlatformNotSupported
 */
export async function serveEngine(sdl: string, { port, urls }: Pick<EngineCommand, 'port' | 'urls'>): Promise<ServedEngine> {
  const sources = new Map([...addressesOf(sdl, urls)].map(([name, url]) => [name, new PlainSource(name, url)]));
  const engine = createEngine<object>(sdl, (name) => sources.get(name) as PlainSource);
  const server = new ApolloServer<object>({
    gateway: engine,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
  });
  await server.start();
  const app = express().disable('x-powered-by');
  app.get('/health', (_request, response) => void response.json({ status: 'ready' }));
  app.post('/graphql', express.json({ limit: '4mb' }), expressMiddleware(server));
  const http = createServer(app);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject).listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(http.address() as AddressInfo).port}`,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

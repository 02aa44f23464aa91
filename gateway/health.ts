import { Router } from 'express';
import type { SubgraphTransport } from './subgraph-client';

/**
 * `/health/live`: the process runs. `/health/ready`: the hub's own subgraph answers, so requests can be served.
 *
 * @param tellWhich name each subgraph too; outside development that is nobody's business who is not signed in
 */
export function healthRouter(clients: readonly SubgraphTransport[], tellWhich: boolean): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    const states = await Promise.all(clients.map(async (client) => [client.name, await answers(client)] as const));
    const ready = states.some(([name, up]) => name === 'mash' && up);
    const subgraphs = tellWhich ? { subgraphs: Object.fromEntries(states) } : {};
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', ...subgraphs });
  });
  return router;
}

async function answers(client: SubgraphTransport): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health', client.url), { signal: AbortSignal.timeout(1_000) });
    return response.ok;
  } catch {
    return false;
  }
}

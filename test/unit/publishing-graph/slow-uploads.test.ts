import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { type RequestContext, type RunningService, serve } from '../../../common/graphql/serve';
import { openLog } from '../../../common/logger';

const IDLE_MS = 400;

let service: RunningService;
beforeAll(async () => {
  service = await serve<RequestContext>({
    host: '127.0.0.1',
    port: 0,
    schema: buildSchema('type Query { a: Int }'),
    log: openLog('test', 'silent'),
    authentication: (_request, _response, next) => next(),
    contextFor: () => {
      throw new Error('No operation is sent here');
    },
    keepDisclosures: async () => undefined,
    mount: (app) =>
      app.post('/publish/any', async (incoming, response) => {
        let bytes = 0;
        for await (const piece of incoming) bytes += (piece as Buffer).length;
        response.json({ bytes });
      }),
    ready: async () => undefined,
    release: async () => undefined,
    idleWithinMs: IDLE_MS,
  });
});
afterAll(() => service.close());

const upload = (): ClientRequest =>
  request(`${service.url}/publish/any`, { method: 'POST', headers: { 'content-length': '20' } });

test('an upload takes as long as it needs, while something arrives', async () => {
  const sending = upload();
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  for (let sent = 0; sent < 20; sent += 1) {
    sending.write('x');
    await setTimeout(IDLE_MS / 4);
  }
  sending.end();
  const [answer] = await answered;
  expect(answer.statusCode).toBe(200);
  answer.resume();
});

test('an upload of which nothing arrives any more is cut off', async () => {
  const sending = upload();
  sending.write('x');
  const began = Date.now();
  await expect(once(sending, 'response')).rejects.toThrow(/hang up|reset/i);
  expect(Date.now() - began).toBeGreaterThanOrEqual(IDLE_MS - 50);
});

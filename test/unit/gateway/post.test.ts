import { Pool } from 'undici';
import { post, PostFailed } from '../../../gateway/post';
import { type FakeService, fakeService } from '../../support/fake-service';

/** One request with a whole answer, or the reason why there is none; never a part of one, and never for longer than told. */

let service: FakeService;
let pool: Pool;
beforeAll(async () => {
  service = await fakeService((request, response) => {
    if (request.url === '/never') return;
    if (request.url === '/drips') {
      const drip = setInterval(() => response.write('x'), 10);
      response.once('close', () => clearInterval(drip));
    } else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"data":', () => response.destroy());
    } else response.writeHead(201).end(request.url === '/large' ? 'x'.repeat(100_000) : '{"name":"Zoë €"}');
  });
  pool = new Pool(service.url, { connections: 1 });
});
afterAll(async () => {
  await pool.destroy();
  await service.close();
});

const asked = (path: string, withinMs = 5_000) => post(pool, { path, headers: {}, body: '{}', withinMs, mostBytes: 50_000 });
const reasonOf = (path: string, withinMs?: number) =>
  asked(path, withinMs).then(
    () => 'none',
    (error: unknown) => (error instanceof PostFailed ? error.reason : error),
  );

test('gives the whole answer, whatever its status', async () => {
  expect(await asked('/')).toEqual({ status: 201, text: '{"name":"Zoë €"}' });
});

test.each([
  ['/never', 100, 'TIMEOUT'],
  ['/drips', 100, 'TIMEOUT'],
  ['/cut', 5_000, 'UNREACHABLE'],
  ['/large', 5_000, 'TOO_LARGE'],
])('of %s within %i ms gives the reason %s, and the next one its answer', async (path, withinMs, reason) => {
  expect(await reasonOf(path, withinMs)).toBe(reason);
  expect((await asked('/')).status).toBe(201);
});

test('waits for a connection no longer than for an answer', async () => {
  const holding = reasonOf('/never', 600);
  expect(await reasonOf('/', 50)).toBe('TIMEOUT');
  expect(await holding).toBe('TIMEOUT');
  expect((await asked('/')).status).toBe(201);
});

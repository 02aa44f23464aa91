import { ask, police, sent, start, stop } from './straight-to-a-subgraph/callers';
import './straight-to-a-subgraph/tokens';
import './straight-to-a-subgraph/grants';
import './straight-to-a-subgraph/views';
import './straight-to-a-subgraph/doors';

/** Whoever reaches a subgraph past the gateway: with real tokens, taken from a request that the gateway made. */

beforeAll(start, 120_000);
afterAll(stop, 30_000);

test('what the gateway sent is answered, or the refusals below would prove nothing', async () => {
  const captured = await sent('police');
  const { status, text } = await ask(police, captured);
  expect(status).toBe(200);
  expect(text).toContain('"incidents":[{"id":');
});

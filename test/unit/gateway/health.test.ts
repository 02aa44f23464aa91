import express from 'express';
import { healthRouter } from '../../../gateway/health';
import { type FakeService, fakeService } from '../../support/fake-service';

let asked = 0;
let services: FakeService[];
let door: FakeService;

beforeAll(async () => {
  const service = () =>
    fakeService(async (_request, response) => {
      asked += 1;
      response.end();
    });
  services = [await service(), await service()];
  const clients = services.map(({ url }, index) => ({ name: index === 0 ? 'mash' : 'police', url }));
  door = await fakeService(express().use(healthRouter(clients as never, false)));
});
afterAll(() => Promise.all([door, ...services].map((one) => one.close())));

test('a hundred who ask at once make one question of each service, and are told the same', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, async () => (await fetch(`${door.url}/health/ready`)).text()));
  expect(new Set(answers)).toEqual(new Set(['{"status":"ready"}']));
  expect(asked).toBeLessThanOrEqual(services.length * 2);
});

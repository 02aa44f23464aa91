import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openLog } from '../../../common/logger';
import { type EmergencyNotice, signNotice } from '../../../common/notices/notice-token';
import { createSigningKey } from '../../../common/tokens/keys';
import { startNoticeDelivery } from '../../../subgraphs/mash/emergency/deliver-notices';
import { withClient } from '../../../tools/local-postgres/databases';
import { type AgencyUnderTest, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';
import { openCase, startTestHub, type TestHub } from './support/hub';

/** A custodian is told at once, once, and however long it takes. */

let hub: TestHub;
let agency: AgencyUnderTest;
beforeAll(async () => {
  [hub, agency] = await Promise.all([startTestHub(), startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT)]);
});
afterAll(() => Promise.all([hub.close(), agency.close()]));

const notice = (more: Partial<EmergencyNotice> = {}): EmergencyNotice => ({
  ...{ id: randomUUID(), at: '2026-11-22T10:00:00.000Z', endsAt: '2026-11-22T11:00:00.000Z' },
  ...{ member: 'issuer|ann', employer: 'MASH', roles: ['mash_analyst'], persons: ['1'], reason: 'She may be hurt now' },
  ...more,
});
const post = async (body: unknown) => {
  const url = `${agency.service.url}/notices`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
};
const stored = () =>
  withClient(
    agency.database.url,
    async (client) => (await client.query('select id, persons, reason from hub_notice order by received_at')).rows,
  );

test('an agency stores what the hub signed for it, once however often it comes', async () => {
  const said = notice();
  const body = async () => ({ notice: await signNotice(agency.hub, 'youth', said, new Date()) });
  expect((await post(await body())).status).toBe(204);
  expect((await post(await body())).status).toBe(204);
  expect(await stored()).toEqual([{ id: said.id, persons: ['1'], reason: said.reason }]);
});

test('whatever the hub did not sign for this agency, in this minute, is refused in the same words', async () => {
  const before = await stored();
  const stranger = await createSigningKey();
  const bodies: unknown[] = [
    {},
    { notice: 7 },
    { notice: 'words' },
    { notice: await signNotice(stranger, 'youth', notice(), new Date()) },
    { notice: await signNotice(agency.hub, 'police', notice(), new Date()) },
    { notice: await signNotice(agency.hub, 'youth', notice(), new Date(Date.now() - 120_000)) },
  ];
  const answers = await Promise.all(bodies.map(post));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(401);
  expect(await stored()).toEqual(before);
});

test('a custodian that is down is told when it is back, and not again', async () => {
  await openCase(hub, { subjects: [hub.people.ada as string] });
  let up = false;
  const taken: string[] = [];
  const custodian = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      if (up) taken.push(text);
      response.writeHead(up ? 204 : 503).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => custodian.once('listening', resolve));
  const url = `http://127.0.0.1:${(custodian.address() as AddressInfo).port}`;
  const delivery = startNoticeDelivery({
    ...{ database: hub.database, urls: { 'social-care': url }, log: openLog('mash', 'silent'), clock: () => new Date() },
    sign: async (to, said) => `${to} ${said.id}`,
  });
  try {
    await (await hub.signIn('mash-analyst')).query('mutation ($id: ID!) { breakGlass(childId: $id, reason: "Now") { id } }', {
      id: hub.people.eve,
    });
    await delivery.deliver();
    expect(taken).toEqual([]);
    up = true;
    await delivery.deliver();
    await delivery.deliver();
    expect(taken).toHaveLength(1);
    const [row] = await hub.database.query('select delivered_at, attempts from custodian_notice');
    expect(row.delivered_at).not.toBeNull();
    expect(row.attempts).toBeGreaterThanOrEqual(2);
  } finally {
    await delivery.stop();
    custodian.close();
  }
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { writeSessions } from '../../../bench/publish/census-file';
import { peakMemory } from '../../../bench/publish/peak-memory';
import { findWatched, signalLatency, untilImporting } from '../../../bench/publish/signal-latency';
import { median } from '../../../bench/statistics';
import { Random } from '../../../demo/random';
import { writeCensusSet } from '../../soak/support/census-set';
import { publishUntilDone, runPublish } from '../../soak/support/cli';
import { Disturbed, VICTIMS } from '../../soak/support/disturbed';
import { endPostgres } from '../../soak/support/killing';
import { eventually } from '../../support/eventually';
import { Journey } from '../../support/journey';

/** The short version of `test/soak`, which does the same twenty times and with a gigabyte. */
const SEED = Date.now() % 1_000_000;

let folder: string;
let journey: Journey;
let disturbed: Disturbed;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mash-publishing-'));
  journey = await Journey.start();
}, 120_000);
afterAll(async () => {
  await endPostgres(journey);
  await journey.stop();
  await rm(folder, { recursive: true });
}, 60_000);

const to = () => ({ gatewayUrl: journey.gatewayUrl, token: (persona: string) => journey.token(persona) });
const latencyOf = (at: number) =>
  journey.inDatabase('mash', async (mash) => {
    watched ??= await findWatched(mash);
    return signalLatency({ ...to(), folder, mash }, watched, at);
  });
let watched: string | undefined;

describe('the feed of the running hub', () => {
  /** What the hub knows through the police feed, but for what was made up on the way. */
  const known = () =>
    journey.inDatabase('mash', async (mash) => {
      const people = await mash.query("select person, hub, identity from agency_person where agency = 'police' order by person");
      const signals = await mash.query(
        "select person, signal from agency_signal where agency = 'police' order by person, signal::text",
      );
      return { people: people.rows, signals: signals.rows };
    });

  test('an event that cannot be understood is set aside, and the next one comes through', async () => {
    await journey.inDatabase('police', (police) =>
      police.query(`insert into outbox (type, person, payload) values ('signals', 'poison', '{"type": "signals", "person": 7}')`),
    );
    const poison = () =>
      journey.inDatabase(
        'mash',
        async (mash) => (await mash.query("select reason from feed_poison where agency = 'police'")).rows,
      );
    expect(await eventually(poison, ({ length }) => length > 0)).toEqual([{ reason: 'bad-shape' }]);
    await latencyOf(0);
  });

  test('read again from zero, under a new epoch, it comes to the same', async () => {
    const before = await known();
    expect(before.people.length).toBeGreaterThan(5);
    expect(before.signals.length).toBeGreaterThan(0);
    await journey.inDatabase('police', (police) => police.query('update feed_state set epoch = gen_random_uuid()'));
    process.kill(journey.processes.police as number, 'SIGTERM');
    await sleep(500);
    await journey.restart('police');
    const reread = () =>
      journey.inDatabase(
        'mash',
        async (mash) => (await mash.query("select generation, rebuilding from feed_state where agency = 'police'")).rows[0],
      );
    expect(await eventually(reread, ({ generation, rebuilding }) => generation > 1 && !rebuilding)).toEqual({
      generation: 2,
      rebuilding: false,
    });
    expect(await known()).toEqual(before);
  });
});

describe('npm run publish', () => {
  const SMALL = { pupils: 40, codes: 5 };

  test('exits with 2 when rows were rejected and it is told to be strict, with 0 otherwise', async () => {
    const [pupils = ''] = await writeCensusSet(join(folder, 'strict'), 60, 3);
    const strict = await runPublish(journey, 'education', 'school-census', pupils, '--strict').ended;
    expect(strict).toMatchObject({ how: 2, output: expect.stringMatching(/Rejected \d+ x missing-value/) });
    const again = await runPublish(journey, 'education', 'school-census', pupils).ended;
    expect(again).toMatchObject({ how: 0, output: expect.stringContaining('Already published, nothing changed') });
  });

  test('may be interrupted with Ctrl-C at any moment and given again', async () => {
    const path = await writeSessions(join(folder, 'interrupted'), { pupils: 1_500, codes: 10, series: 3 });
    for (const after of [150, 450, 900]) {
      const command = runPublish(journey, 'education', 'school-census', path);
      await sleep(after);
      command.process.kill('SIGINT');
      const { how, errors } = await command.ended;
      // Before Node has started, nobody listens yet; after the end, there is nothing left to interrupt.
      expect([130, 'SIGINT', 0]).toContain(how);
      if (how === 130) expect(errors).toContain('Run the same command again');
    }
    const { rows, state } = await publishUntilDone(journey, 'education', 'school-census', path);
    expect({ state: state.replace('ALREADY_PUBLISHED', 'COMPLETE'), accepted: rows.accepted }).toEqual({
      state: 'COMPLETE',
      accepted: 15_000,
    });
  });

  test('a form may be sent compressed, and its files are the same files', async () => {
    const path = await writeSessions(join(folder, 'compressed'), { ...SMALL, series: 4 });
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="2025_spring_sessions.csv"\r\n\r\n';
    const form = Buffer.concat([Buffer.from(head), await readFile(path), Buffer.from('\r\n--b--\r\n')]);
    const sent = await journey.as('education-publisher').publishing('education/school-census', gzipSync(form), {
      'content-type': 'multipart/form-data; boundary=b',
      'content-encoding': 'gzip',
    });
    expect(sent.status).toBe(202);
    expect(await publishUntilDone(journey, 'education', 'school-census', path)).toMatchObject({
      state: 'ALREADY_PUBLISHED',
      id: sent.body.id,
      rows: { accepted: SMALL.pupils * SMALL.codes },
    });
  });
});

describe('a publication that is disturbed', () => {
  beforeAll(async () => {
    disturbed = await Disturbed.on(journey, await writeCensusSet(join(folder, 'set'), 500, 7));
  }, 60_000);

  test.each(Object.keys(VICTIMS))(
    `by the death of %s (seed ${SEED}) ends, with the same command again, as if it had not been`,
    async (victim) => {
      expect(await disturbed.killed(victim, new Random(SEED))).toEqual(disturbed.undisturbed);
    },
    60_000,
  );

  test('by the same command at the same moment is published once', async () => {
    expect(await disturbed.twice()).toEqual({ ...disturbed.undisturbed, ended: [0, 0] });
  }, 60_000);
});

test('a signal is in the hub within two seconds, also while a large file of another agency is published, which takes little memory', async () => {
  const path = await writeSessions(join(folder, 'large'), { pupils: 20_000, codes: 28, series: 9 });
  const large = runPublish(journey, 'education', 'school-census', path);
  await journey.inDatabase('education', untilImporting);
  const latencies: number[] = [];
  for (let at = 1; at <= 5; at += 1) latencies.push(await latencyOf(at));
  expect(median(latencies)).toBeLessThan(2_000);
  expect(peakMemory(journey.processes.education as number) ?? 0).toBeLessThan(300);
  // How far it gets is not what is asked here.
  large.process.kill('SIGKILL');
  await large.ended;
}, 60_000);

import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, findAccount } from '../../../tools/local-postgres/account';
import { processIdentity, waitUntilGone } from '../../../tools/local-postgres/processes';
import { compileProject } from '../../support/compile';
import { freePair } from '../../../tools/local-postgres/ports';
import { clusterFolder, type Launched, launch, postgresPid } from '../../support/launch';

const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? findAccount('nobody') : undefined;
const reachable = nobody !== undefined && canEnter(join(__dirname, '../../..'), nobody);

let folder: string;
let port: number;
const launched: Launched[] = [];

const start = (data = join(folder, 'data'), more: Partial<Parameters<typeof launch>[0]> = {}) => {
  const one = launch({ data, port, ...more });
  launched.push(one);
  return one;
};
const interrupt = async (one: Launched) => {
  one.process.kill('SIGINT');
  return one.ended;
};
const gone = async (pids: readonly number[]) => (await Promise.all(pids.map((pid) => waitUntilGone(pid, 10_000)))).every(Boolean);

beforeAll(() => compileProject(), 60_000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-test-'));
  chmodSync(folder, 0o755);
  port = await freePair();
});
afterEach(async () => {
  for (const one of launched.splice(0)) {
    one.process.kill('SIGTERM');
    await one.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  test('starts PostgreSQL and every service, and Ctrl-C ends with 0 and leaves no process; a second start is quicker', async () => {
    const from = performance.now();
    const first = start();
    await first.ready();
    const firstTook = performance.now() - from;
    const pids = first.started();
    expect(pids).toHaveLength(8);
    expect(statSync(join(folder, 'data', 'run.json')).mode & 0o777).toBe(0o600);
    expect(await interrupt(first)).toBe(0);
    expect(pids.map(processIdentity)).toEqual(pids.map(() => undefined));

    const begun = performance.now();
    const second = start();
    await second.ready();
    expect(performance.now() - begun).toBeLessThan(firstTook);
    expect(await interrupt(second)).toBe(0);
  });

  test('interrupted while it is still starting, it leaves nothing behind', async () => {
    const one = start();
    while (!one.output().includes('starting PostgreSQL')) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await interrupt(one)).toBe(0);
    expect(() => postgresPid(join(folder, 'data'))).toThrow('ENOENT');
    const again = start();
    await again.ready();
  });

  test('killed outright, its services and PostgreSQL notice and end by themselves, and the next start goes on', async () => {
    const one = start();
    await one.ready();
    const pids = one.started();
    one.process.kill('SIGKILL');
    expect(await gone(pids)).toBe(true);
    await start().ready();
  });

  test('killed outright with a frozen service, the next start ends that service', async () => {
    const one = start();
    await one.ready();
    const frozen = one.started()[0] as number;
    process.kill(frozen, 'SIGSTOP');
    one.process.kill('SIGKILL');
    await one.ended;
    await start().ready();
    expect(await gone([frozen])).toBe(true);
  });

  test('PostgreSQL killed outright recovers at the next start', async () => {
    const one = start();
    await one.ready();
    process.kill(postgresPid(join(folder, 'data')), 'SIGKILL');
    await interrupt(one);
    await start().ready();
  });

  test('a service that ignores SIGTERM, or is frozen, is ended by force', async () => {
    const one = start(undefined, { env: { FAKE_POLICE: 'deaf' } });
    await one.ready();
    const pids = one.started();
    process.kill(pids[2] as number, 'SIGSTOP');
    expect(await interrupt(one)).toBe(0);
    expect(await gone(pids)).toBe(true);
  });

  test('a service that does not start stops the start, with the end of its log', async () => {
    const one = start(undefined, { env: { FAKE_HEALTH: 'broken' } });
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain('health did not start (exit code 3)');
    expect(one.output()).toContain('cannot find my policy');
    expect(() => postgresPid(join(folder, 'data'))).toThrow('ENOENT');
  });
});

describe('npm start says plainly why it cannot', () => {
  test('when a port is taken', async () => {
    const taker = createServer().listen(port + 1, '127.0.0.1');
    const one = start();
    expect(await one.ended).toBe(1);
    expect(one.output().trim()).toBe(
      `Port ${port + 1}, for the development sign-in, is taken. Stop what uses it, or set MASH_PORT to another port (it and the next one are used).`,
    );
    taker.close();
  });

  test('when another launcher runs on the same data folder, which then goes on undisturbed', async () => {
    const first = start();
    await first.ready();
    const second = start(undefined, { port: await freePair() });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`already runs on ${join(folder, 'data')} (process ${first.process.pid})`);
    expect(first.started().map(processIdentity)).not.toContain(undefined);
  });

  test('when a setting makes no sense', async () => {
    const one = start(undefined, { env: { MASH_PORT: 'http', MASH_CHILDREN: '-1' } });
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain('MASH_PORT must be a whole number');
    expect(one.output()).toContain('MASH_CHILDREN must be a whole number');
  });

  test('when NODE_ENV is production', async () => {
    const one = start(undefined, { env: { NODE_ENV: 'production' } });
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain('refuses NODE_ENV=production');
  });

  (reachable ? test : test.skip)('when the data folder is not writable', async () => {
    const one = start(join(folder, 'data'), { as: nobody });
    expect(await one.ended).toBe(1);
    expect(one.output()).toContain(`is not writable (EACCES). Set MASH_DATA to a folder that this account can write in.`);
  });
});

describe('whoever starts it', () => {
  (reachable ? test : test.skip)('an ordinary user has PostgreSQL under the same account', async () => {
    const data = join(folder, 'own');
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, nobody?.uid as number, nobody?.gid as number);
    const one = start(data, { as: nobody });
    await one.ready();
    const pids = one.started();
    expect(statSync(join(data, 'postgres', 'data')).uid).toBe(nobody?.uid);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(await interrupt(one)).toBe(0);
    expect(await gone(pids)).toBe(true);
  });

  (isRoot ? test : test.skip)(
    'root with a data folder that only root can enter: the cluster lies elsewhere and keeps its data',
    async () => {
      chmodSync(folder, 0o700);
      const one = start();
      await one.ready();
      const place = clusterFolder(join(folder, 'data'));
      expect(place).not.toContain(folder);
      const made = statSync(join(place, 'data', 'PG_VERSION')).ctimeMs;
      await interrupt(one);
      const again = start();
      await again.ready();
      expect(clusterFolder(join(folder, 'data'))).toBe(place);
      expect(statSync(join(place, 'data', 'PG_VERSION')).ctimeMs).toBe(made);
      await interrupt(again);
      rmSync(place, { recursive: true });
    },
  );
});

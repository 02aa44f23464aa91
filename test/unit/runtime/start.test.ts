import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkEnvironment, checkNode, prepareDataFolder } from '../../../tools/start/checks';
import { repositoryRoot } from '../../../tools/start/files';
import { greeting } from '../../../tools/start/greeting';
import { ensureKeys, ensureSecrets } from '../../../tools/start/secrets';
import { type Layout, planServices, SUBGRAPHS } from '../../../tools/start/services';
import { readSettings } from '../../../tools/start/settings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('before the hub starts', () => {
  test.each(['v20.19.0', 'v20.20.2', 'v22.1.0', 'v24.21.0'])('Node %s will do', (version) => checkNode(version));

  test.each(['v18.20.0', 'v20.18.3'])('Node %s is refused, with what to install', (version) => {
    expect(() => checkNode(version)).toThrow(`mash-hub needs Node.js 20.19 or later; this is ${version}`);
  });

  test('production is refused, by either name', () => {
    expect(() => checkEnvironment({ NODE_ENV: 'production' })).toThrow('refuses NODE_ENV=production');
    expect(() => checkEnvironment({ MASH_PROFILE: 'production' })).toThrow('refuses NODE_ENV=production');
  });

  test.each([
    [{}, 'development'],
    [{ NODE_ENV: 'development' }, 'development'],
    [{ NODE_ENV: 'test' }, 'development'],
    [{ MASH_PROFILE: 'rehearsal' }, 'rehearsal'],
    [{ MASH_PROFILE: 'rehearsal', NODE_ENV: 'production' }, 'rehearsal'],
  ])('%j starts in %s', (env, profile) => expect(checkEnvironment(env)).toBe(profile));

  test.each([
    [{ MASH_PROFILE: 'Rehearsal' }, 'MASH_PROFILE must be one of development, rehearsal, production'],
    [{ MASH_PROFILE: 'development', NODE_ENV: 'production' }, 'MASH_PROFILE cannot be development where NODE_ENV is production'],
  ])('%j is refused: %s', (env, words) => expect(() => checkEnvironment(env)).toThrow(words));

  test('it stands on port 4000 with 400 children and .mash in the repository, unless told', () => {
    expect(readSettings({})).toEqual({ dataDir: join(repositoryRoot(), '.mash'), port: 4000, children: 400 });
    expect(readSettings({ MASH_DATA: folder, MASH_PORT: '5', MASH_CHILDREN: '0' })).toEqual({
      dataDir: folder,
      port: 5,
      children: 0,
    });
  });
});

describe('keys and passwords', () => {
  test('are made once, differ, and can be read by their owner only', async () => {
    const first = ensureSecrets(folder, ['police_app', 'police_migrator']);
    expect(new Set([first.admin, first.persona, ...Object.values(first.roles)]).size).toBe(4);
    expect(ensureSecrets(folder, ['police_app', 'health_app'])).toMatchObject({ ...first, roles: first.roles });
    const keys = await ensureKeys(folder, 'agencies', 'police');
    const before = readFileSync(keys.privateFile, 'utf8');
    await ensureKeys(folder, 'agencies', 'police');
    expect(readFileSync(keys.privateFile, 'utf8')).toBe(before);
    expect(statSync(keys.privateFile).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0);
  });

  test('the public half says which key it is, and holds nothing private', async () => {
    const { jwksFile, privateFile } = await ensureKeys(folder, 'agencies', 'health');
    const { keys } = JSON.parse(readFileSync(jwksFile, 'utf8')) as { keys: Record<string, string>[] };
    const own = JSON.parse(readFileSync(privateFile, 'utf8')) as Record<string, string>;
    expect(Object.keys(keys[0] as object).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    expect(keys[0]).toMatchObject({ kid: own.kid, x: own.x, alg: 'EdDSA', crv: 'Ed25519' });
    expect(readdirSync(join(folder, 'keys', 'agencies'))).toEqual(['health.jwks.json']);
  });
});

describe('the services', () => {
  const names = [...SUBGRAPHS, 'gateway', 'sign-in'];
  const layout = (): Layout => ({
    root: repositoryRoot(),
    data: folder,
    profile: 'development',
    adminUrl: 'postgres://hub_admin:admin-password@127.0.0.1:5000/postgres',
    secrets: ensureSecrets(
      folder,
      SUBGRAPHS.flatMap((name) => ['app', 'migrator'].map((role) => `${name.replace('-', '_')}_${role}`)),
    ),
    ports: Object.fromEntries(names.map((name, at) => [name, 6000 + at])),
    keys: Object.fromEntries(
      [...names, 'ledger'].map((name) => [name, { privateFile: `${name}.private`, jwksFile: `${name}.jwks` }]),
    ),
  });

  test('each knows its own key and database only, and nobody the superuser', () => {
    const plans = planServices(layout());
    for (const plan of plans) {
      expect(plan.env.SIGNING_KEY_FILE).toBe(`${plan.name}.private`);
      const database = plan.name.replace('-', '_');
      expect([plan.env.DATABASE_URL, plan.env.MIGRATOR_DATABASE_URL].map((url) => url && new URL(url).pathname.slice(1))).toEqual(
        SUBGRAPHS.includes(plan.name) ? [database, database] : [undefined, undefined],
      );
    }
    expect(JSON.stringify(plans)).not.toContain('admin-password');
  });

  test('everybody knows the key that checks the ledger, and the hub alone the one that signs it', () => {
    const plans = planServices(layout());
    const signs = plans.filter((plan) => JSON.stringify(plan.env).includes('ledger.private'));
    expect(signs.map(({ name, env }) => [name, env.LEDGER_KEY_FILE])).toEqual([['mash', 'ledger.private']]);
    const checks = plans.filter((plan) => plan.env.LEDGER_JWKS_FILE === 'ledger.jwks').map(({ name }) => name);
    expect(checks).toEqual(SUBGRAPHS);
  });

  test('only the hub is told of sign-in providers and agency keys', () => {
    const told = planServices(layout()).filter((plan) => plan.env.ISSUERS !== undefined);
    expect(told.map((plan) => plan.name)).toEqual(['mash']);
    expect(JSON.parse(told[0]?.env.AGENCY_URLS as string)).toMatchObject({ 'social-care': 'http://127.0.0.1:6004' });
  });
});

describe('the greeting', () => {
  const facts = {
    gatewayUrl: 'http://127.0.0.1:4000',
    signInUrl: 'http://127.0.0.1:4001',
    dataDir: '/d',
    setData: undefined,
    profile: 'development' as const,
    seconds: 3.21,
  };

  test('has every address, every persona and one command to paste', () => {
    const said = greeting({ ...facts, demonstration: { childId: 'child-1', caseId: 'case-1' } });
    expect(said).toContain('started in 3.2 s');
    expect(said).toContain('http://127.0.0.1:4000/graphql');
    expect(said).toContain('social-care-publisher');
    const body = JSON.parse(/-d '(.*)'/.exec(said)?.[1] as string) as { query: string; variables: object };
    expect(body.query).toContain('child(id:$id purpose:SECTION_47 caseId:$caseId)');
    expect(body.variables).toEqual({ id: 'child-1', caseId: 'case-1' });
    expect(said).not.toContain('rehearsal');
  });

  test('names the data folder in the command when it is not the usual one', () => {
    expect(greeting({ ...facts, setData: '/d', demonstration: { childId: 'a', caseId: 'b' } })).toContain(
      "$(MASH_DATA='/d' npm run --silent token",
    );
    expect(greeting({ ...facts, demonstration: undefined })).not.toContain('curl');
  });
});

test('a rehearsal tells every service so, and libraries that it is production', () => {
  const here = { root: repositoryRoot(), data: folder, adminUrl: 'postgres://a:b@127.0.0.1:1/postgres' };
  const names = [...SUBGRAPHS, 'gateway', 'sign-in'];
  const layout = {
    ...here,
    secrets: ensureSecrets(
      folder,
      SUBGRAPHS.flatMap((name) => [`${name.replace('-', '_')}_app`, `${name.replace('-', '_')}_migrator`]),
    ),
    ports: Object.fromEntries(names.map((name, at) => [name, 7000 + at])),
    keys: Object.fromEntries([...names, 'ledger'].map((name) => [name, { privateFile: name, jwksFile: name }])),
  };
  const of = (profile: 'development' | 'rehearsal') =>
    planServices({ ...layout, profile }).map(({ env }) => [env.MASH_PROFILE, env.NODE_ENV, env.HOST]);
  expect(new Set(of('rehearsal').map(String))).toEqual(new Set(['rehearsal,production,127.0.0.1']));
  expect(new Set(of('development').map(String))).toEqual(new Set(['development,development,127.0.0.1']));
});

describe('the data folder', () => {
  test('is made for its owner where it is missing, and keeps its mode where it is not', () => {
    const mode = (path: string) => statSync(path).mode & 0o777;
    prepareDataFolder(join(folder, 'a', 'new'));
    expect(mode(join(folder, 'a', 'new')) & 0o066).toBe(0);
    chmodSync(folder, 0o755);
    prepareDataFolder(folder);
    expect(mode(folder)).toBe(0o755);
  });
});

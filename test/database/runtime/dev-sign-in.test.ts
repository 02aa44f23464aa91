import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { freePort } from '../../../tools/local-postgres/ports';
import { accessToken, gatewayUrl } from '../../../tools/sign-in-client';
import { writeRun } from '../../../tools/start/run-file';
import { ensureKeys } from '../../../tools/start/secrets';
import { compileProject } from '../../support/compile';

const DIST = join(__dirname, '../../../dist/tools');
const BACK = 'http://127.0.0.1:1/signed-in';
let data: string;
let issuer: string;
let service: ChildProcess;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  compileProject();
  data = mkdtempSync(join(tmpdir(), 'sign-in-test-'));
  const port = await freePort();
  issuer = `http://127.0.0.1:${port}`;
  const { privateFile } = await ensureKeys(data, 'hub', 'sign-in');
  env = {
    PATH: process.env.PATH,
    PORT: String(port),
    PERSONA_SECRET: 'open',
    SIGNING_KEY_FILE: privateFile,
    REDIRECTS: JSON.stringify([BACK]),
  };
  writeRun(data, {
    gatewayUrl: 'http://gateway',
    signInUrl: issuer,
    personaSecret: 'open',
    launcher: { pid: 0, identity: '' },
    processes: {},
  });
  // As a process of its own: the provider is an ES module, which jest cannot load the way Node does.
  service = spawn(process.execPath, [join(DIST, 'dev-sign-in', 'main.js')], { env, stdio: 'ignore' });
  while (
    !(await fetch(`${issuer}/health`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    await sleep(50);
  }
}, 60_000);
afterAll(() => {
  service.kill();
  rmSync(data, { recursive: true });
});

const claims = async (token: string): Promise<JWTPayload> => {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  const { payload } = await jwtVerify(token, keys, { issuer, audience: 'mash-hub', algorithms: ['EdDSA'], typ: 'at+jwt' });
  return payload;
};

describe('the development sign-in', () => {
  test('gives a persona a short-lived token about itself, which its published keys verify', async () => {
    const { sub, iat, exp } = await claims(await accessToken('mash-analyst', data));
    expect(sub).toBe('mash-analyst');
    expect((exp as number) - (iat as number)).toBe(600);
    expect(gatewayUrl(data)).toBe('http://gateway');
  });

  test('knows nobody else, and says so plainly', async () => {
    await expect(accessToken('head-teacher', data)).rejects.toThrow('knows no persona "head-teacher"');
    await expect(accessToken('mash-analyst', join(data, 'elsewhere'))).rejects.toThrow('No hub runs on');
  });

  test('the token command prints the token and nothing else', async () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(DIST, 'token.js'), ...args], { env: { MASH_DATA: data }, encoding: 'utf8' });
    const { stdout, status } = run('police-publisher');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect((await claims(stdout.trim())).sub).toBe('police-publisher');
    expect(run('nobody')).toMatchObject({ status: 1, stdout: '' });
    expect(run().stderr).toContain('Usage');
  });

  test('does not start in production', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(DIST, 'dev-sign-in', 'main.js')], {
      env: { ...env, HOST: '127.0.0.1', AUDIENCE: 'mash-hub', NODE_ENV: 'production' },
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('does not start with NODE_ENV=production');
  });

  test('lets a browser choose a persona: code with PKCE, one use', async () => {
    const verifier = 'v'.repeat(50);
    const browser = cookieJar();
    const question = new URL(`${issuer}/auth`);
    question.search = new URLSearchParams({
      ...{
        client_id: 'workbench',
        redirect_uri: BACK,
        response_type: 'code',
        scope: 'openid',
        state: 's',
        code_challenge_method: 'S256',
      },
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    }).toString();
    const page = await browser(question.href);
    const interaction = new URL(page.headers.get('location') as string, issuer).href;
    expect(await (await browser(interaction)).text()).toContain('value="decision-maker"');
    const chosen = await browser(interaction, new URLSearchParams({ persona: 'decision-maker' }));
    const back = new URL((await browser(chosen.headers.get('location') as string)).headers.get('location') as string);
    expect(back.origin + back.pathname).toBe(BACK);
    expect(back.searchParams.get('state')).toBe('s');

    const redeem = () =>
      fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          ...{ grant_type: 'authorization_code', client_id: 'workbench', redirect_uri: BACK, code_verifier: verifier },
          code: back.searchParams.get('code') as string,
        }),
      });
    const { access_token: token } = (await (await redeem()).json()) as { access_token: string };
    expect((await claims(token)).sub).toBe('decision-maker');
    expect((await redeem()).status).toBe(400);
  });
});

/** `fetch` as a browser does it: keeps cookies, and leaves redirects to the test. */
function cookieJar() {
  const cookies = new Map<string, string>();
  return async (url: string, form?: URLSearchParams) => {
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      body: form ?? null,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

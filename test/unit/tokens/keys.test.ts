import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { keySetOf, pinnedKeys } from '../../../common/tokens/key-set';
import { createSigningKey, loadOrCreateSigningKey, publishKey, readJwks, revokeKey } from '../../../common/tokens/keys';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('a key file', () => {
  it('is made once, readable by its owner only, and named by its thumbprint', async () => {
    const file = join(dir, 'sub', 'key.json');
    const first = await loadOrCreateSigningKey(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await loadOrCreateSigningKey(file)).kid).toBe(first.kid);
    expect(first.kid).toBe(await calculateJwkThumbprint(first.publicJwk));
    expect(first.publicJwk).not.toHaveProperty('d');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ kid: first.kid, crv: 'Ed25519' });
  });

  it('is one and the same for services that start together', async () => {
    const file = join(dir, 'key.json');
    const all = await Promise.all([1, 2, 3, 4].map(() => loadOrCreateSigningKey(file)));
    expect(new Set(all.map(({ kid }) => kid)).size).toBe(1);
  });

  it('is refused when it holds something else', async () => {
    const file = join(dir, 'key.json');
    await writeFile(file, JSON.stringify((await createSigningKey()).publicJwk));
    await expect(loadOrCreateSigningKey(file)).rejects.toThrow('not a private Ed25519 JWK');
  });
});

describe('published keys', () => {
  it('hold two at a time, the newest first, and a revoked one no more', async () => {
    const file = join(dir, 'jwks.json');
    const [a, b, c] = await Promise.all([createSigningKey(), createSigningKey(), createSigningKey()]);
    const kids = async () => (await readJwks(file))?.keys.map(({ kid }) => kid);
    await publishKey(file, a.publicJwk);
    await publishKey(file, a.publicJwk);
    expect(await kids()).toEqual([a.kid]);
    await publishKey(file, b.publicJwk);
    await publishKey(file, c.publicJwk);
    expect(await kids()).toEqual([c.kid, b.kid]);
    await revokeKey(file, b.kid);
    expect(await kids()).toEqual([c.kid]);
  });

  it('are refused when private, of another kind, misnamed or too many', async () => {
    const [a, b, c] = await Promise.all([createSigningKey(), createSigningKey(), createSigningKey()]);
    await expect(keySetOf({ keys: [a, b, c].map(({ publicJwk }) => publicJwk) })).rejects.toThrow('at most 2');
    await expect(keySetOf({ keys: [{ ...a.publicJwk, d: 'x' }] })).rejects.toThrow('not a public');
    await expect(keySetOf({ keys: [{ kty: 'oct', k: 'x' }] })).rejects.toThrow('not a public');
    await expect(keySetOf({ keys: [{ ...a.publicJwk, kid: b.kid }] })).rejects.toThrow('thumbprint');
  });
});

describe('pinned keys', () => {
  it('follow their file: rotated and revoked keys take effect within a second', async () => {
    const file = join(dir, 'jwks.json');
    const [a, b] = await Promise.all([createSigningKey(), createSigningKey()]);
    let now = 0;
    const keys = pinnedKeys(file, () => now);
    expect(await keys.find(a.kid)).toBeUndefined();
    await publishKey(file, a.publicJwk);
    now += 1000;
    expect(await keys.find(a.kid)).toBeDefined();
    await publishKey(file, b.publicJwk);
    await revokeKey(file, a.kid);
    now += 999;
    expect(await keys.find(a.kid)).toBeDefined();
    now += 1;
    expect(await keys.find(a.kid)).toBeUndefined();
    expect(await keys.find(b.kid)).toBeDefined();
    await rm(file);
    now += 1000;
    expect(await keys.find(b.kid)).toBeUndefined();
  });

  it('trust nobody while their file cannot be read, and recover with it', async () => {
    const file = join(dir, 'jwks.json');
    const a = await createSigningKey();
    let now = 0;
    const keys = pinnedKeys(file, () => now);
    await publishKey(file, a.publicJwk);
    expect(await keys.find(a.kid)).toBeDefined();
    await writeFile(file, '{ half');
    now += 1000;
    await expect(keys.find(a.kid)).rejects.toThrow();
    await publishKeyOver(file, a.publicJwk);
    expect(await keys.find(a.kid)).toBeDefined();
  });
});

async function publishKeyOver(file: string, jwk: object): Promise<void> {
  await rm(file);
  await publishKey(file, jwk as never);
}

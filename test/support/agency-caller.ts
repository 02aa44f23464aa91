import { randomUUID } from 'node:crypto';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant, Principal } from '../../common/access/subject';
import type { AgencyDefinition } from '../../common/agency/definition';
import { type AgencyOptions, startAgency } from '../../common/agency/service';
import type { RunningService } from '../../common/graphql/serve';
import { openLog } from '../../common/logger';
import { signGrant } from '../../common/tokens/case-tokens';
import { proof } from '../../common/tokens/dpop';
import { createSigningKey, loadOrCreateSigningKey, publishKey, type SigningKey } from '../../common/tokens/keys';
import { signPrincipal } from '../../common/tokens/principal-token';
import { type FreshDatabase, freshDatabase } from './postgres';

/** An agency's subgraph running for a test, and the keys of a hub and a gateway that it trusts. */
export interface AgencyUnderTest {
  readonly service: RunningService;
  readonly database: FreshDatabase;
  readonly hub: SigningKey;
  readonly gateway: SigningKey;
  /** Signs the checkpoints that the agency believes. */
  readonly ledger: SigningKey;
  /** The agency's own. */
  readonly own: SigningKey;
  close(): Promise<void>;
}

export async function startAgencyUnderTest(
  definition: AgencyDefinition,
  agreement: string,
  options: AgencyOptions = {},
): Promise<AgencyUnderTest> {
  const { name } = definition.registered;
  const folder = mkdtempSync(join(tmpdir(), 'mash-agency-'));
  const inFolder = (...path: string[]) => join(folder, ...path);
  mkdirSync(inFolder('agreements'));
  mkdirSync(inFolder('spool'));
  writeFileSync(inFolder('agreements', `${name}.yaml`), agreement);
  const database = await freshDatabase(name);
  const [hub, gateway, ledger] = await Promise.all([createSigningKey(), createSigningKey(), createSigningKey()]);
  await publishKey(inFolder('hub.jwks.json'), hub.publicJwk);
  await publishKey(inFolder('ledger.jwks.json'), ledger.publicJwk);
  const own = await loadOrCreateSigningKey(inFolder('key.json'));
  const config = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database.url,
    migratorUrl: database.migratorUrl,
    spoolDir: inFolder('spool'),
    signingKeyFile: inFolder('key.json'),
    hubJwksFile: inFolder('hub.jwks.json'),
    ledgerJwksFile: inFolder('ledger.jwks.json'),
    policyDir: folder,
  };
  const removeAll = async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const service = await startAgency(definition, config, { log: openLog(name, 'silent'), ...options });
    return { service, database, hub, gateway, ledger, own, close: () => service.close().then(removeAll) };
  } catch (error) {
    await removeAll();
    throw error;
  }
}

/** One person's call through the gateway; what is left out is as it should be. */
export class Caller {
  readonly principal: Principal;

  constructor(
    private readonly under: AgencyUnderTest,
    private readonly audience: string,
    principal: Partial<Principal> = {},
  ) {
    this.principal = {
      kind: 'principal',
      sub: 'https://sign-in.invalid analyst',
      agency: 'MASH',
      roles: ['mash_analyst'],
      teams: [],
      rid: randomUUID(),
      ...principal,
    };
  }

  /** A grant that holds, with these claims changed. */
  grant(change: Partial<Grant>, { key = this.under.hub, at = new Date() } = {}): Promise<string> {
    const { sub, agency, roles, rid } = this.principal;
    const holds: Grant = {
      kind: 'grant',
      ...{ sub, agency, roles, rid },
      ...{ purpose: 'SECTION_47', caseId: 'case-1', level: 4, basis: 'PUBLIC_TASK', relation: 'SUBJECT', protect: [] },
      ...{ person: 'child-1', aud: this.audience, ids: ['1'], doubtful: false },
    };
    return signGrant(key, { ...holds, ...change }, at);
  }

  async headers(
    path: string,
    { at = new Date(), audience = this.audience, method = 'POST' } = {},
  ): Promise<Record<string, string>> {
    const { hub, gateway, service } = this.under;
    const { kind: _, ...who } = this.principal;
    const token = await signPrincipal(hub, { ...who, audience, jkt: gateway.kid }, at);
    const dpop = await proof(gateway, { method, url: `${service.url}${path}`, token }, at);
    return { authorization: `DPoP ${token}`, dpop, 'content-type': 'application/json' };
  }

  async post(body: object, headers?: Record<string, string>): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.under.service.url}/graphql`, {
      method: 'POST',
      headers: headers ?? (await this.headers('/graphql')),
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }

  async ask<T>(query: string, variables: object = {}): Promise<T> {
    return JSON.parse((await this.post({ query, variables })).text) as T;
  }
}

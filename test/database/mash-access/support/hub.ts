import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../common/database';
import { openLog } from '../../../../common/logger';
import { proof } from '../../../../common/tokens/dpop';
import { createSigningKey, loadOrCreateSigningKey, publishKey, type SigningKey } from '../../../../common/tokens/keys';
import { startHub } from '../../../../subgraphs/mash';
import { Member } from '../../../../subgraphs/mash/access/member.entity';
import { freshDatabase } from '../../../support/postgres';
import { startIssuer, type TokenParts } from './issuer';
import { introduce } from './people';
import { writePolicy } from './policy';

// biome-ignore lint/suspicious/noExplicitAny: answers are compared whole
export type Json = any;

export interface Session {
  readonly rid: string;
  /** Principal tokens by subgraph name. */
  readonly tokens: Record<string, string>;
  /** One GraphQL operation of this request; every operation of a session has the same request id. */
  query(query: string, variables?: object): Promise<Json>;
}

/** A hub with six people in it, its gateway key, and somebody to sign in. @param telling see `writePolicy` */
export async function startTestHub(telling: readonly string[] = []) {
  const dir = mkdtempSync(join(tmpdir(), 'mash-access-'));
  const [fresh, issuer, gatewayKey] = [await freshDatabase('mash access'), await startIssuer(), await createSigningKey()];
  const file = (name: string) => join(dir, name);
  const key = await loadOrCreateSigningKey(file('mash.jwk.json'));
  await publishKey(file('mash.jwks.json'), key.publicJwk);
  await publishKey(file('gateway.jwks.json'), gatewayKey.publicJwk);
  const hub = await startHub(
    {
      host: '127.0.0.1',
      port: 0,
      databaseUrl: fresh.url,
      migratorUrl: fresh.migratorUrl,
      spoolDir: dir,
      signingKeyFile: file('mash.jwk.json'),
      hubJwksFile: file('mash.jwks.json'),
      ledgerJwksFile: file('ledger.jwks.json'),
      ledgerKeyFile: file('ledger.jwk.json'),
      policyDir: writePolicy(file('policy'), telling),
      agencyJwksDir: dir,
      agencyUrls: {},
      issuers: [issuer.trusted],
      gatewayJwksFile: file('gateway.jwks.json'),
      profile: 'development',
    },
    { log: openLog('mash', 'silent') },
  );
  const database: DataSource = await openDatabase({ name: 'test', url: fresh.url, entities: [Member], migrations: [] });
  const people = await introduce(database);

  const call = async (
    path: string,
    token: string,
    body: unknown,
    by: SigningKey = gatewayKey,
    headers: Record<string, string> = {},
  ) => {
    const url = `${hub.url}${path}`;
    const isForm = typeof body === 'string';
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        dpop: await proof(by, { method: 'POST', url, token }),
        ...(isForm ? {} : { authorization: `DPoP ${token}` }),
        ...headers,
      },
      body: isForm ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, text, json: (text === '' ? null : JSON.parse(text)) as Json };
  };

  const exchange = (token: string, by?: SigningKey, more: Record<string, string> = {}) => {
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: token,
      rid: randomUUID(),
      ...more,
    });
    return call('/token', token, form.toString(), by);
  };

  const signIn = async (persona: string, parts: TokenParts = {}): Promise<Session> => {
    const { status, json } = await exchange(await issuer.token({ ...parts, sub: persona }));
    if (status !== 200) throw new Error(`${persona} cannot sign in: ${status}`);
    const { tokens, rid } = json as Session;
    const query = async (text: string, variables?: object) =>
      (await call('/graphql', tokens.mash as string, { query: text, variables })).json;
    return { tokens, rid, query };
  };

  return {
    ...{ hub, database, fresh, people, issuer, gatewayKey, call, exchange, signIn },
    memberId: (persona: string) => `${issuer.url}|${persona}`,
    async close() {
      await database.destroy();
      await hub.close();
      await issuer.close();
      await fresh.drop();
      rmSync(dir, { recursive: true });
    },
  };
}

export type TestHub = Awaited<ReturnType<typeof startTestHub>>;

export interface Contact {
  readonly subjects: readonly string[];
  readonly purpose?: string;
  readonly basis?: string;
  readonly level?: number | null;
  readonly team?: string;
}

/** Opens a case as the analyst, in a request of its own; gives its id. */
export async function openCase({ signIn }: TestHub, contact: Contact, by = 'mash-analyst'): Promise<string> {
  const input = {
    purpose: 'SECTION_47',
    basis: 'PUBLIC_TASK',
    level: 4,
    team: 'mash',
    reason: 'A worried neighbour',
    ...((contact.level ?? 4) === 4 ? { consent: 'NOT_SOUGHT', consentReason: 'It could put the child at risk' } : {}),
    ...contact,
  };
  const answer = await (await signIn(by)).query('mutation ($input: ContactInput!) { submitContact(input: $input) { id } }', {
    input,
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.submitContact.id;
}

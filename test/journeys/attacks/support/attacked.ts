import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Answer, Journey, type Json, post } from '../../../support/journey';

/**
 * The hub that the attacks of `security.md` are made on: everything as in production (`MASH_PROFILE=rehearsal`), with a stand-in
 * before every subgraph. One hub for all ten groups; each group cleans up after itself.
 */

const LISTED = resolve(__dirname, '../../../../schema/operations');
const probes = new Map<string, string>();
let journey: Journey | undefined;
let operations: string | undefined;

/** A listed operation of the attacks' own: staff can send no other. Call it while the test file is read. */
export function probe(name: string, text: string): string {
  probes.set(name, text);
  return text;
}

export async function startAttacked(): Promise<void> {
  operations = mkdtempSync(join(tmpdir(), 'mash-operations-'));
  cpSync(LISTED, operations, { recursive: true });
  for (const [name, text] of probes) writeFileSync(join(operations, `probe-${name}.graphql`), text);
  journey = await Journey.start({
    profile: 'rehearsal',
    standIns: true,
    // The rates are attacked by a group of their own; here one persona sends what a hundred would.
    gatewayEnv: { OPERATIONS_DIR: operations, USER_REQUESTS_PER_MINUTE: '100000', AGENCY_REQUESTS_PER_MINUTE: '1000000' },
  });
}

export async function stopAttacked(): Promise<void> {
  await journey?.stop();
  if (operations !== undefined) rmSync(operations, { recursive: true, force: true });
}

export function hub(): Journey {
  if (journey === undefined) throw new Error('The attacked hub does not run');
  return journey;
}

/** What every request that is refused before it runs is answered, byte for byte. */
export const REFUSED = '{"errors":[{"message":"The request was refused","extensions":{"code":"REFUSED"}}]}\n';
export const UNAUTHENTICATED =
  '{"errors":[{"message":"Sign in first: the access token is missing, not valid here, or its holder has no current membership","extensions":{"code":"UNAUTHENTICATED"}}]}';

export const codesOf = ({ errors }: Pick<Answer, 'errors'>): string[] => errors.map(({ extensions }) => extensions.code);

/** One HTTP request to the gateway, as raw as `fetch` allows. */
export async function raw(path: string, init: RequestInit & { readonly as?: string } = {}) {
  const { as: persona, headers, ...rest } = init;
  const signedIn: Record<string, string> = persona === undefined ? {} : { authorization: `Bearer ${await hub().token(persona)}` };
  const response = await fetch(`${hub().gatewayUrl}${path}`, {
    ...rest,
    headers: { ...signedIn, ...(headers as Record<string, string>) },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** An operation sent with this access token, whoever's it is. */
export const withToken = (token: string, query: string): Promise<Answer> =>
  post(hub().gatewayUrl, { query }, { authorization: `Bearer ${token}` });

/** The demonstration's child and case, as variables. */
export const looking = (): { id: string; caseId: string; purpose: string } => {
  const { childId: id, caseId } = hub().demonstration;
  return { id, caseId, purpose: 'SECTION_47' };
};

export type { Answer, Json };

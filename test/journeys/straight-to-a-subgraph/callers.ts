import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';
import { Journey, type Json } from '../../support/journey';
import { type Captured, capture, proved, straight } from '../support/straight';

/** The hub that is reached past its gateway, its keys, and what the gateway sent. One for all groups: a start costs more than they do. */

export const UNAUTHENTICATED = '{"errors":[{"message":"Not authenticated","extensions":{"code":"UNAUTHENTICATED"}}]}';
const QUERY =
  '{ child(id: "ID", purpose: SECTION_47, caseId: "CASE") { names { family } household { person { ... on Child { id police { incidents { id } } } ... on Adult { id police { incidents { id } } } } } police { incidents { id } } health { conditions { id } } sources { state } } }';
export let journey: Journey;
export let hubKey: SigningKey;
export let gatewayKey: SigningKey;
export let strangerKey: SigningKey;
export let policeKey: SigningKey;
/** Where the two answer operations. */
export let police: string;
export let mash: string;

const asks = (persona: string) => () =>
  journey.as(persona).query(QUERY.replace('ID', journey.demonstration.childId).replace('CASE', journey.demonstration.caseId));

export async function start(): Promise<void> {
  journey = await Journey.start({ standIns: true });
  [hubKey, gatewayKey, policeKey, strangerKey] = await Promise.all([
    journey.keyOf('mash'),
    journey.keyOf('gateway'),
    journey.keyOf('police'),
    createSigningKey(),
  ]);
  police = `${journey.urlOf('police')}/graphql`;
  mash = `${journey.urlOf('mash')}/graphql`;
}
export const stop = async (): Promise<void> => journey?.stop();

/** Tokens live for a minute: what was captured is used again for half of that. */
const FRESH_MS = 25_000;
const kept = new Map<string, { captured: Captured; at: number }>();
export async function sent(subgraph: string, persona = 'mash-analyst'): Promise<Captured> {
  const key = `${subgraph} ${persona}`;
  const known = kept.get(key);
  if (known !== undefined && Date.now() - known.at < FRESH_MS) return known.captured;
  const captured = await capture(journey, subgraph, asks(persona));
  kept.set(key, { captured, at: Date.now() });
  return captured;
}

export const ask = async (url: string, { token, body }: Pick<Captured, 'token' | 'body'>) =>
  straight(url, { headers: await proved(gatewayKey, url, token), body });
export const withRepresentations = ({ token, body }: Captured, change: (one: Json) => Json) => ({
  token,
  body: { ...body, variables: { ...body.variables, representations: body.variables.representations.map(change) } },
});

/** Seconds since 1970, as tokens count them. */
export const seconds = (): number => Math.floor(Date.now() / 1000);

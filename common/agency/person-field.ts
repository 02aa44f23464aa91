import type { Grant } from '../access/subject';
import { notFound } from '../errors';
import type { Intake } from '../publishing/intake';
import { openGrant } from '../tokens/case-tokens';
import type { KeySet } from '../tokens/key-set';
import { readAt } from './as-known-on';
import type { AgencyContext } from './context';
import type { AgencyDefinition, AgencyRecord } from './definition';
import { newRecord } from './own-record';

/** What one request to an agency's subgraph carries, with what the kit itself needs to honour grants. */
export interface KitContext extends AgencyContext {
  /** The hub's keys. */
  readonly hubKeys: KeySet;
  /** Takes what is published through the graph. */
  readonly intake: Intake;
}

/** A `Child` or `Adult` as the engine sends it. Everything in it is the caller's word, except what the grant's signature covers. */
export interface PersonRepresentation {
  readonly id?: unknown;
  readonly grants?: unknown;
}

export interface PersonFieldArguments {
  readonly asKnownOn?: Date | null;
}

/**
 * This agency's field on `Child` and `Adult`: the record that the grant opens, or one uniform error, whatever was wrong with
 * the grant (absent, forged, expired, another's, for another person, for another agency).
 *
 * @throws BAD_USER_INPUT when it is asked as of a future instant.
 */
export async function personField(
  definition: AgencyDefinition,
  { id, grants }: PersonRepresentation,
  { asKnownOn }: PersonFieldArguments,
  context: KitContext,
): Promise<AgencyRecord> {
  const token = isObject(grants) ? grants[definition.registered.field] : undefined;
  const grant = typeof token === 'string' && typeof id === 'string' ? await grantFor(token, id, context) : undefined;
  if (grant === undefined) throw notFound();
  return newRecord(definition.record, readAt(grant, asKnownOn, context.now()), grant.ids);
}

interface Presented {
  readonly token: string;
  readonly person: string;
}

/**
 * All grants of a request are opened together, so that every record begins in the same turn and their rows batch: a signature
 * check ends whenever a worker thread is free.
 */
async function grantFor(token: string, person: string, context: KitContext): Promise<Grant | undefined> {
  const { hubKeys: keys, principal, registered } = context;
  const identify = (one: Presented) => `${one.person} ${one.token}`;
  const loader = context.loaders.get<Presented, Grant | undefined>(
    'grants',
    async (presented) => {
      const opening = { keys, audience: registered.name, principal, now: context.now() };
      const opened = await Promise.all(presented.map((one) => openGrant(one.token, one.person, opening)));
      return new Map(presented.map((one, index) => [identify(one), opened[index]]));
    },
    identify,
  );
  return loader.load({ token, person });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

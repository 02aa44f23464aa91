import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Principal } from '../../access/subject';
import { badInput, forbidden } from '../../errors';
import type { Registered } from '../../agency/definition';
import type { Intake } from '../intake';
import { mayPublish } from '../publish-router';
import { RETRACTIONS_FORMAT } from '../record';
import { PublishRefused } from '../refused';

/** What the mutations of publishing need of a request. */
export interface PublishContext {
  readonly registered: Registered;
  readonly principal: Principal;
  readonly intake: Intake;
}

/** A record to retract, as the caller gives it. */
export interface Retracting {
  readonly kind: string;
  readonly key?: string | null | undefined;
  readonly id?: string | null | undefined;
  readonly reason: string;
}

/** Records in one mutation; more go as a file. */
export const MOST_RECORDS = 1_000;
/** The gateway waits a second and a half for an agency: an answer in time says how far the publication has come. */
const ANSWER_WITHIN_MS = 1_000;
const LONGEST_KEY = 200;
const LONGEST_REASON = 1_000;

/**
 * Publishes records as one file of the agency's own line format.
 *
 * @returns the id of the publication that stands for the key: complete, or still on its way after a second.
 * @throws FORBIDDEN, BAD_USER_INPUT; CONFLICT when the key was used for something else.
 */
export function publishRecords(
  format: string,
  records: readonly object[],
  idempotencyKey: string,
  context: PublishContext,
): Promise<string> {
  if (records.length === 0) throw badInput('records: there is none to publish');
  if (records.length > MOST_RECORDS) throw badInput(`records: at most ${MOST_RECORDS}; publish more as a file`);
  return publishLines(format, 'records.ndjson', records, checkedKey(idempotencyKey), context);
}

/** Retracts one record, given by its key or its public id. @throws as `publishRecords` */
export function retractRecord(
  { kind, key, id, reason }: Retracting,
  idempotencyKey: string | null | undefined,
  context: PublishContext,
): Promise<string> {
  if ((typeof key === 'string') === (typeof id === 'string')) throw badInput('key, id: give one of the two');
  if (reason.trim() === '' || reason.length > LONGEST_REASON) {
    throw badInput(`reason: say why, in at most ${LONGEST_REASON} characters`);
  }
  const line = { kind, ...(typeof key === 'string' ? { key } : { id }), retract: reason };
  return publishLines(RETRACTIONS_FORMAT, 'retraction.ndjson', [line], checkedKey(idempotencyKey ?? randomUUID()), context);
}

async function publishLines(
  format: string,
  name: string,
  lines: readonly object[],
  idempotencyKey: string,
  { principal, registered, intake }: PublishContext,
): Promise<string> {
  if (!mayPublish(principal, registered)) throw forbidden('You may not publish for this agency');
  const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
  try {
    const { id } = await intake.receiveText({ format, publishedBy: principal.sub, idempotencyKey }, name, text);
    await intake.waitForEnd(id, ANSWER_WITHIN_MS);
    return id;
  } catch (error) {
    if (!(error instanceof PublishRefused)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: error.code } });
  }
}

function checkedKey(key: string): string {
  if (key.trim() === '' || key.length > LONGEST_KEY || /\p{C}/u.test(key)) {
    throw badInput(`idempotencyKey: give from 1 to ${LONGEST_KEY} printable characters`);
  }
  return key;
}

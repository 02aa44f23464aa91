import type { AgencyCode } from '../../../registry';
import { AGENCIES } from '../../../registry';
import type { HubContext } from '../../context';
import { knownRecords } from './link-people';
import type { PersonRecord } from './person-records';
import { noteShown, type ReviewScope } from './review-scope';
import type { LinkedRecord } from './review.types';

/** The records taken for one person, each by itself. @throws NOT_FOUND for somebody whom the caller may not know to be known */
export async function findLinkedRecords(person: string, scope: ReviewScope, context: HubContext): Promise<LinkedRecord[]> {
  const records = await knownRecords(person, scope, context.database.manager);
  const since = await findSince(records, context);
  noteShown([records[0]?.hub ?? ''], 'Query.linkedRecords', scope, context);
  const restricted = records.some(({ protectIdentity }) => protectIdentity);
  return records
    .filter(({ visible }) => visible)
    .map((record) => ({
      id: record.ownHub,
      agency: agencyOf(record),
      names: restricted ? [] : record.identity.names.map(({ given, family, use }) => ({ given, family, use })),
      dateOfBirth: restricted ? null : (record.identity.dateOfBirth ?? null),
      since: since.get(record.ref) ?? null,
    }));
}

function agencyOf({ agency }: PersonRecord): AgencyCode {
  return AGENCIES.find(({ name }) => name === agency)?.agency as AgencyCode;
}

async function findSince(records: readonly PersonRecord[], { database }: HubContext): Promise<Map<number, Date>> {
  const rows: { ref: number; at: Date }[] = await database.query(
    `select record.ref, max(change.at) as at from unnest($1::int[], $2::text[], $3::text[], $4::uuid[]) as record (ref, agency, person, hub)
     join identity_change as change on change.agency = record.agency and change.person = record.person
       and change.to_hub = record.hub and change.kind = 'JOINED'
     group by record.ref`,
    [
      records.map(({ ref }) => ref),
      records.map(({ agency }) => agency),
      records.map(({ person }) => person),
      records.map(({ hub }) => hub),
    ],
  );
  return new Map(rows.map(({ ref, at }) => [ref, at]));
}

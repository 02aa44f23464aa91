import type { AgencyContext } from '../agency/context';
import { page, pageSize, placeAfter } from '../graphql/paging';
import type { Disclosure, DisclosureConnection } from './own-disclosures.types';

const PAGE = { usual: 50, most: 200 };
/** Above every place there is. */
const NEWEST = '9223372036854775807';

/** By place in this agency's own log: it says how much this agency was asked, which its own staff may know. */
const FIND = `select id, at, member, agency as employer, roles, purpose, agreement, as_known_on as "asKnownOn",
    array(select distinct one ->> 'category' from jsonb_array_elements(released) one order by 1) as released,
    array(select distinct one ->> 'category' from jsonb_array_elements(withheld) one order by 1) as withheld
  from disclosure_log where persons @> array[$1] and id < $2 order by id desc limit $3`;

export interface DisclosuresArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/**
 * Who was shown, or refused, what this agency holds of one of its people, newest first: its own word, from its own log. Looks at
 * somebody of the reader's own are as absent as the record itself.
 *
 * @param personId the agency's own id.
 * @throws BAD_USER_INPUT
 */
export async function disclosuresOf(
  personId: string,
  { first, after }: DisclosuresArguments,
  { database, disclosures, principal }: AgencyContext,
): Promise<DisclosureConnection> {
  const size = pageSize(first, PAGE);
  const start = placeAfter(after, /^\d{1,18}$/);
  disclosures.noteOwnPerson(personId);
  const isOwn = principal.excluded?.includes(personId) ?? false;
  const rows: (Disclosure & { id: string })[] = isOwn ? [] : await database.query(FIND, [personId, start ?? NEWEST, size + 1]);
  const { edges, pageInfo } = page(rows, size, start !== undefined, ({ id }) => id);
  return { edges: edges.map(({ node: { id: _, ...node }, cursor }) => ({ node, cursor })), pageInfo };
}

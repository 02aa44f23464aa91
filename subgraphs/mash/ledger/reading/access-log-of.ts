import { HUB_CODE, nameOf } from '../../../../common/access/vocabulary';
import { badInput } from '../../../../common/errors';
import { page, pageSize, placeAfter } from '../../../../common/graphql/paging';
import type { HubContext } from '../../context';
import type { LoggedDisclosure } from '../access-log-entry';
import type { Access, AccessConnection, CustodianShare } from './access-log.types';
import { everyIdOf, findLooksAt, type Look, namesOfMembers, placeOf } from './looks';

const PAGE = { usual: 50, most: 200 };
/** Above every place there is. */
const NEWEST = '9223372036854775807';
/** How much is read to fill a page when only one custodian's part is wanted. */
const READ_AT_A_TIME = 500;

export interface AccessLogArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  /** Registry code: only looks at what this custodian released or withheld, and only its part of them. */
  readonly custodian?: string | null;
}

type Reading = Pick<HubContext, 'database' | 'principal'>;

/**
 * Who looked at a person, newest first. The hub's auditor sees every custodian's part; an agency's own staff see who saw, or was
 * refused, what is theirs, and nothing of what others released; nor of cases, which may be none of theirs to know of.
 */
export async function accessLogOf(
  person: string,
  { first, after, custodian }: AccessLogArguments,
  reading: Reading,
): Promise<AccessConnection> {
  const size = pageSize(first, PAGE);
  const isAuditor = reading.principal.agency === HUB_CODE;
  const only = isAuditor ? custodian : reading.principal.agency;
  const ids = await everyIdOf(person, reading.database);
  const start = await startAfter(after, ids, reading.database);
  const found: Look[] = [];
  for (let before = start ?? NEWEST; found.length <= size; ) {
    const looks = await findLooksAt(ids, before, READ_AT_A_TIME, reading.database);
    found.push(...looks.filter((look) => sharesOf(look, ids, only).length > 0));
    if (looks.length < READ_AT_A_TIME) break;
    before = looks.at(-1)?.seq ?? '0';
  }
  const shown = found.slice(0, size + 1);
  const names = await namesOfMembers([...new Set(shown.map(({ member }) => member))], reading.database);
  const { edges, pageInfo } = page(shown, size, start !== undefined, ({ id }) => id);
  return { edges: edges.map(({ node, cursor }) => ({ cursor, node: accessOf(node, ids, only, names, isAuditor) })), pageInfo };
}

/** Cursors name an entry by its own id: its place would tell an agency how much the whole hub is asked. @throws BAD_USER_INPUT */
async function startAfter(
  after: string | null | undefined,
  ids: readonly string[],
  database: Reading['database'],
): Promise<string | undefined> {
  const id = placeAfter(after, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  if (id === undefined) return undefined;
  const place = await placeOf(id, ids, database);
  if (place === undefined) throw badInput('after: not a cursor of this list; start again from the first page');
  return place;
}

function accessOf(
  look: Look,
  ids: readonly string[],
  only: string | null | undefined,
  names: ReadonlyMap<string, string>,
  isAuditor: boolean,
): Access {
  const own = partsOf(look, ids, only);
  const terms = look.cases.find(({ id }) => own.some(({ entry }) => entry.caseId === id));
  return {
    ...{ id: look.id, at: look.at, kind: look.kind, member: look.member, agency: look.agency, roles: [...look.roles] },
    displayName: names.get(look.member) ?? null,
    purpose: own.find(({ entry }) => entry.person !== undefined)?.entry.purpose ?? null,
    caseReference: isAuditor ? (terms?.reference ?? null) : null,
    shares: sharesOf(look, ids, only),
  };
}

/** Of one answer about several people, the part about this one. */
const aboutThem = ({ disclosures }: Look, ids: readonly string[]): LoggedDisclosure[] =>
  disclosures.filter(({ entry }) => entry.person !== undefined && ids.includes(entry.person));

/** What one custodian showed of them; every custodian without one. */
function partsOf(look: Look, ids: readonly string[], only: string | null | undefined): LoggedDisclosure[] {
  const wanted = only === null || only === undefined ? undefined : nameOf(only);
  return aboutThem(look, ids).filter(({ custodian }) => wanted === undefined || custodian === wanted);
}

export function sharesOf(look: Look, ids: readonly string[], only: string | null | undefined): CustodianShare[] {
  return partsOf(look, ids, only).map(({ custodian, entry }) => ({
    custodian: custodian.toUpperCase().replaceAll('-', '_'),
    agreement: entry.agreement,
    released: categoriesOf(entry.released),
    withheld: categoriesOf(entry.withheld),
  }));
}

const categoriesOf = (list: readonly { readonly category: string }[]): string[] =>
  [...new Set(list.map(({ category }) => category))].sort();

import type { View } from '../../../../common/access/subject';
import { forbidden } from '../../../../common/errors';
import { REACHABLE, reachParameters } from '../../cases/reachable-cases';
import type { HubContext } from '../../context';
import { knownAgencies } from '../known-agencies';
import { resolveHubIds } from '../redirects';
import type { SearchScope } from './find-candidates';

type SearchContext = Pick<HubContext, 'principal' | 'purposes' | 'agreements' | 'database' | 'barred' | 'now'>;

/**
 * Of whom the caller may know that they are known, before any case: people of agencies whose agreement tells this role, for
 * this purpose and at the lowest level, that somebody is known to them; of their own agency; and people in open cases of theirs.
 *
 * @throws FORBIDDEN when none of their roles may pursue the purpose.
 */
export async function searchScope(purpose: string, context: SearchContext): Promise<SearchScope> {
  const agencies = knownAgencies(beforeAnyCase(purpose, context), context).map(({ name }) => name);
  return { agencies, people: await findPeopleInCases(purpose, context), barred: context.barred };
}

/**
 * The caller as if through a case of the lowest level about a child: what a search may rely on, and no more.
 *
 * @throws FORBIDDEN when none of their roles may pursue the purpose.
 */
export function beforeAnyCase(purpose: string, { principal, purposes }: SearchContext): View {
  const pursued = purposes.get(purpose);
  const roles = principal.roles.filter((role) => pursued?.roles.includes(role));
  const [basis] = pursued?.bases ?? [];
  if (roles.length === 0 || basis === undefined) {
    throw forbidden('purpose: none of your roles may search for it');
  }
  const { sub, agency, rid } = principal;
  return {
    kind: 'view',
    sub,
    agency,
    roles,
    purpose,
    caseId: '',
    level: 1,
    basis,
    relation: 'SUBJECT',
    protect: [],
    person: '',
    rid,
  };
}

async function findPeopleInCases(purpose: string, context: SearchContext): Promise<string[]> {
  const { database } = context;
  const rows: { person: string }[] = await database.query(
    `select distinct s.person::text as person from ${REACHABLE} join case_subject s on s.case_id = c.id where c.status = 'OPEN'`,
    reachParameters({ ...context, purpose }),
  );
  const current = await resolveHubIds(
    rows.map(({ person }) => person),
    database,
  );
  return [...new Set(current.values())];
}

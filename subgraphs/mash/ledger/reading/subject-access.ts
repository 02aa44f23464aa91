import type { Agreement } from '../../../../common/access/agreement';
import { nameOf } from '../../../../common/access/vocabulary';
import { londonDate } from '../../../../common/time';
import type { HubContext } from '../../context';
import { everyIdOf, findLooksAt, type Look } from './looks';

/** One look, as its subject may read it. */
export interface SubjectLook {
  /** Date in England; the minute would tell colleagues apart. */
  readonly on: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly basis: string | null;
  /** What was shown, in the custodians' own words for it. */
  readonly shown: readonly { readonly custodian: string; readonly what: readonly string[] }[];
}

/** Who looked at a person's record, for that person (UK GDPR Article 15). */
export interface SubjectAccess {
  readonly title: string;
  readonly madeOn: string;
  readonly notice: string;
  readonly looks: readonly SubjectLook[];
}

/**
 * Left out, because they are other people's or would tell of them: members of staff, other people of the same answer, cases and
 * their references; what was withheld, because that it exists may be withheld too (Data Protection Act 2018, Schedules 2 and 3).
 */
const NOTICE =
  'This lists when organisations looked at your record through the hub, why, and which kinds of information they were shown. It does ' +
  'not name members of staff or other people. It does not list what was kept back. What each record says, ask the organisation that keeps it.';

/** So many looks in one pack; more than any child has had. */
const MOST_LOOKS = 20_000;

export async function subjectAccessOf(person: string, context: HubContext): Promise<SubjectAccess> {
  const { database, agreements } = context;
  const ids = await everyIdOf(person, database);
  const looks = await findLooksAt(ids, '9223372036854775807', MOST_LOOKS, database);
  return composeSubjectAccess(looks, ids, agreements, londonDate(context.now()));
}

/** Pure: what the subject reads of these looks, oldest first. */
export function composeSubjectAccess(
  looks: readonly Look[],
  ids: readonly string[],
  agreements: ReadonlyMap<string, Agreement>,
  today: string,
): SubjectAccess {
  const shown = [...looks]
    .reverse()
    .map((look) => subjectLookOf(look, ids, agreements))
    .filter((look) => look.shown.length > 0);
  return { title: 'Who looked at your record', madeOn: today, notice: NOTICE, looks: shown };
}

function subjectLookOf(look: Look, ids: readonly string[], agreements: ReadonlyMap<string, Agreement>): SubjectLook {
  const own = look.disclosures.filter(({ entry }) => entry.person !== undefined && ids.includes(entry.person));
  const terms = look.cases.find(({ id }) => own.some(({ entry }) => entry.caseId === id));
  return {
    on: londonDate(look.at),
    organisation: agreements.has(look.agency) ? titleOf(look.agency) : 'Another organisation',
    roles: look.roles.map((role) => role.replaceAll('_', ' ')),
    purpose: own[0]?.entry.purpose ?? null,
    basis: terms?.basis ?? null,
    shown: own.flatMap(({ custodian, entry }) => {
      const agreement = [...agreements.values()].find(({ agency }) => nameOf(agency) === custodian);
      const titles = entry.released.map(({ category }) => agreement?.categories.get(category)?.title ?? 'Other information');
      return titles.length === 0
        ? []
        : [{ custodian: titleOf(agreement?.agency ?? custodian), what: [...new Set(titles)].sort() }];
    }),
  };
}

const titleOf = (code: string): string =>
  code === 'MASH' ? 'Multi-Agency Safeguarding Hub' : code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');

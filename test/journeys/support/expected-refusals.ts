import type { Answer, Json, Journey } from '../../support/journey';
import { type About, type Asking, entryOf, mayRead } from './agreement-lines';
import { type FieldSeen, fieldsSeen, keyOf } from './answer-walk';

/** What stands in one case, as far as reading the agreements for it needs. */
export interface CaseFacts extends Omit<Asking, 'role'> {
  readonly subjects: ReadonlySet<string>;
  /** By hub id: what must not be learned of them. */
  readonly protect: ReadonlyMap<string, readonly string[]>;
}

const CASE_FACTS = `query Facts($id: ID!) { case(id: $id) { purpose level basis subjects {
  id protections household { person { ... on Child { id protections } ... on Adult { id protections } } } } } }`;

interface Protected {
  readonly id: string;
  readonly protections: readonly string[];
}

/** Reads a case as the analyst: whose case it is, and who in it is protected, alone or by whom they live with. */
export async function caseFacts(journey: Journey, caseId: string): Promise<CaseFacts> {
  const { data } = await journey.as('mash-analyst').query(CASE_FACTS, { id: caseId });
  const { purpose, level, basis, subjects } = data.case;
  const protect = new Map<string, readonly string[]>();
  for (const { household, ...subject } of subjects as (Protected & { household: { person: Protected }[] })[]) {
    const together = [subject, ...household.map(({ person }) => person)];
    const hidden = together.some(({ protections }) => protections.includes('LOCATION'));
    for (const { id, protections } of together) {
      protect.set(id, [...new Set([...(protect.get(id) ?? []), ...protections, ...(hidden ? ['LOCATION'] : [])])]);
    }
  }
  return { purpose, level, basis, subjects: new Set(subjects.map(({ id }: { id: string }) => id)), protect };
}

/** Everything in an answer that is not as the agreements say; an empty list when it is all right. */
export function deviations(
  operation: string,
  answer: Pick<Answer, 'data' | 'withheld'>,
  role: string,
  factsAt: (field: FieldSeen) => CaseFacts,
): string[] {
  const open = new Map<string, Json[]>();
  for (const refusal of answer.withheld) open.set(keyOf(refusal.path), [...(open.get(keyOf(refusal.path)) ?? []), refusal]);
  const wrong: string[] = [];
  for (const seen of fieldsSeen(operation, answer.data)) {
    const entry = entryOf(seen.field);
    if (entry === undefined || seen.person === undefined) continue;
    const facts = factsAt(seen);
    const readable = mayRead(seen.field, { role, ...facts }, aboutOf(seen, facts));
    const refusals = open.get(keyOf(seen.path)) ?? [];
    open.delete(keyOf(seen.path));
    const said = `${keyOf(seen.path)} (${seen.field})`;
    if (readable && refusals.length > 0) wrong.push(`${said}: may be read, and is withheld by ${refusals[0].rule}`);
    if (!readable && seen.value !== null) wrong.push(`${said}: no line lets them read it, and it was shown`);
    if (!readable && refusals.length !== 1) wrong.push(`${said}: withheld, with ${refusals.length} entries saying so`);
    for (const { agency, category } of refusals) {
      if (agency !== entry.agency || category !== entry.category)
        wrong.push(`${said}: withheld as ${agency}/${category}, stands in ${entry.agency}/${entry.category}`);
    }
  }
  for (const path of open.keys()) wrong.push(`${path}: a withheld entry points here, and there is no such null`);
  return wrong;
}

function aboutOf({ person }: FieldSeen, { subjects, protect }: CaseFacts): About {
  const id = String(person?.id);
  const relation = subjects.has(id) ? 'SUBJECT' : person?.type === 'Adult' ? 'HOUSEHOLD_ADULT' : 'HOUSEHOLD_CHILD';
  return { relation, protect: protect.get(id) ?? [] };
}

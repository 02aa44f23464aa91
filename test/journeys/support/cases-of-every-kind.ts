import { BASES, LEVELS } from '../../../common/access/vocabulary';
import { loadPurposes, type Purpose } from '../../../common/access/purposes';
import { join } from 'node:path';
import type { Basis } from '../../../common/access/subject';
import type { Journey } from '../../support/journey';

/** A case with the terms it was opened on. */
export interface KindOfCase {
  readonly id: string;
  readonly purpose: string;
  readonly level: number;
  readonly basis: Basis;
}

export const PURPOSES_FILE = loadPurposes(join(__dirname, '../../../policy/purposes.yaml'));
/** Purposes that look back at a case of another purpose: no case is opened for them. */
const LOOKING_BACK = ['DECISION_REVIEW', 'AUDIT'];
const TEAMS = ['front-door', 'decision-makers', 'agency-leads', 'early-help', 'audit'];

/** Every level and basis that a purpose allows. */
export const termsOf = ({ id, fromLevel, toLevel, bases }: Purpose): Omit<KindOfCase, 'id'>[] =>
  LEVELS.filter((level) => level >= fromLevel && level <= toLevel).flatMap((level) =>
    BASES.filter((basis) => bases.includes(basis)).map((basis) => ({ purpose: id, level, basis })),
  );

/** Opens a case about this child for every purpose, level and basis that go together, and assigns each to everybody. */
export async function openEveryKind(journey: Journey, childId: string): Promise<KindOfCase[]> {
  const kinds = [...PURPOSES_FILE.values()]
    .filter((one) => one.case === 'required' && !LOOKING_BACK.includes(one.id))
    .flatMap(termsOf);
  const opened: KindOfCase[] = [];
  for (const kind of kinds) {
    const { data, text } = await journey
      .as('mash-analyst')
      .query('mutation Open($input: ContactInput!) { submitContact(input: $input) { id } }', {
        input: { ...kind, consent: 'GIVEN', subjects: [childId], reason: 'A case of every kind', team: 'mash' },
      });
    const id = data?.submitContact?.id as string | undefined;
    if (id === undefined) throw new Error(`No case was opened for ${JSON.stringify(kind)}: ${text}`);
    opened.push({ id, ...kind });
  }
  await journey.inDatabase('mash', (client) =>
    client.query(
      `insert into case_assignment (case_id, team, assigned_at, assigned_by)
       select id, team, now(), 'test' from unnest($1::uuid[]) id, unnest($2::text[]) team on conflict do nothing`,
      [opened.map(({ id }) => id), TEAMS],
    ),
  );
  return opened;
}

/** The role's ways through these cases: a case for its own purpose, and for looking back. */
export function waysThrough(
  cases: readonly KindOfCase[],
  role: string,
): { caseId: string; purpose: string; level: number; basis: Basis }[] {
  return cases.flatMap(({ id: caseId, purpose, level, basis }) =>
    [purpose, ...LOOKING_BACK]
      .filter((through) => PURPOSES_FILE.get(through)?.roles.includes(role))
      .map((through) => ({ caseId, purpose: through, level, basis })),
  );
}

import { randomUUID } from 'node:crypto';
import { badInput } from '../../../common/errors';
import { londonDate } from '../../../common/time';
import { findTeams } from '../access/members';
import { reportOwn } from '../access/own-ties';
import type { HubContext } from '../context';
import type { ContactInput } from './case-inputs';
import { checkConsent, checkMay, checkReason, checkTerms, recordChange } from './case-rules';
import { assign } from './assign-case';

/** More children than any household: what names more is a list, not a contact. */
const MOST_SUBJECTS = 20;

/**
 * Opens a case about these children, assigned to the team and to whoever takes the contact.
 *
 * @returns the case's id
 * @throws WITHHELD, FORBIDDEN, BAD_USER_INPUT
 */
export async function submitContact(input: ContactInput, context: HubContext): Promise<string> {
  checkMay('contacts', context);
  const terms = { purpose: input.purpose, basis: input.basis, level: input.level ?? null };
  checkTerms(terms, context);
  const reason = checkReason(input.reason);
  const consent = checkConsent(terms, { consent: input.consent ?? null, reason: input.consentReason ?? null });
  const subjects = await knownChildren(input.subjects, context);
  const teams = await findTeams(context.database, context.now());
  if (!teams.includes(input.team)) throw badInput('team: no such team; `teams` lists them');
  const id = randomUUID();
  const now = context.now();
  await context.database.transaction(async (tx) => {
    await tx.query(
      `insert into "case" (id, reference, level, purpose, basis, reason, opened_at, opened_by, consent, consent_reason)
       values ($1, 'MASH-' || $2 || '-' || lpad(nextval('case_reference')::text, 6, '0'), $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[id, londonDate(now).slice(0, 4), terms.level, terms.purpose, terms.basis, reason, now, context.principal.sub],
        ...[consent.consent, consent.reason],
      ],
    );
    await tx.query(
      'insert into case_subject (case_id, person, position) select $1, person, place from unnest($2::uuid[]) with ordinality as said (person, place)',
      [id, subjects],
    );
    await assign(tx, id, { team: input.team }, context);
    await assign(tx, id, { member: context.principal.sub }, context);
    await recordChange(tx, id, context);
  });
  return id;
}

/** Children by the ids they have today. One answer for unknown ids and adults: neither can be the subject of a contact. */
async function knownChildren(ids: readonly string[], context: HubContext): Promise<string[]> {
  const { loaders, barred } = context;
  if (ids.length === 0 || ids.length > MOST_SUBJECTS) throw badInput(`subjects: name 1 to ${MOST_SUBJECTS} children`);
  const people = await Promise.all(ids.map((id) => loaders.people.load(id)));
  const children = people
    .filter((person) => person !== undefined && person.lifeStage !== 'ADULT' && !barred.includes(person.id))
    .map((person) => person?.id ?? '');
  if (children.length < ids.length) {
    await reportOwn(
      'CONTACT',
      people.map((person) => person?.id),
      context,
    );
    throw badInput('subjects: name children as a search gave them');
  }
  return [...new Set(children)];
}

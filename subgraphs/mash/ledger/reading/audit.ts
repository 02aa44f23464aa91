import type { DataSource } from 'typeorm';
import { askFor } from '../../../../common/access/verdicts';
import { withheldError } from '../../../../common/access/withheld-error';
import { badInput, notFound } from '../../../../common/errors';
import { AGENCIES } from '../../../registry';
import { reportOwn } from '../../access/own-ties';
import { isId, NOBODY } from '../../cases/case-store';
import type { HubContext } from '../../context';
import { beforeAnyCase } from '../../identity/search/search-scope';
import type { LedgerState, SubjectAccessPack, UnusualAccess } from './audit.types';
import { findLooksBetween, namesOfMembers } from './looks';
import { subjectAccessOf } from './subject-access';
import { subjectAccessPdf } from './subject-access-pdf';
import { unusualAccess } from './unusual';
import { factsOfMembers, factsOfPeople } from './unusual-facts';

const DAY_MS = 24 * 60 * 60_000;
/** What one report covers: a quarter, which a board looks at. */
const LONGEST_DAYS = 93;

/**
 * Whom an auditor asks about, when no case leads there: the ledger must say of whom all the same. Their own people read as absent,
 * as they do for everybody else, and that they asked is reported.
 *
 * @returns the person's id, or one that nobody has
 * @throws WITHHELD, NOT_FOUND
 */
export async function auditedPerson(person: string, field: string, context: HubContext): Promise<string> {
  const { agreement, principal, disclosures, barred } = context;
  const category = agreement.categoryOf.get(field) ?? '';
  const decision = askFor(context, principal, field);
  if (decision.state !== 'CONTENT') throw withheldError(agreement, category, decision.rule);
  if (!isId(person)) throw notFound();
  disclosures.note({ ...beforeAnyCase('AUDIT', context), person }, category, field, decision);
  await reportOwn('CHILD', [person], context);
  return barred.includes(person) ? NOBODY : person;
}

export async function packOf(person: string, context: HubContext): Promise<SubjectAccessPack> {
  const pack = await subjectAccessOf(person, context);
  const pdf = await subjectAccessPdf(pack);
  return { looks: pack.looks.length, json: JSON.stringify(pack), pdf: pdf.toString('base64') };
}

/** @throws BAD_USER_INPUT for a time that is none or too long */
export async function unusualBetween(from: Date, to: Date, { database }: Pick<HubContext, 'database'>): Promise<UnusualAccess[]> {
  if (!(from < to)) throw badInput('to: must be after from');
  if (to.getTime() - from.getTime() > LONGEST_DAYS * DAY_MS) throw badInput(`to: at most ${LONGEST_DAYS} days after from`);
  const looks = await findLooksBetween(from, to, database);
  const members = [...new Set(looks.map(({ member }) => member))];
  const people = [...new Set(looks.flatMap(({ persons }) => persons))];
  const [facts, persons, names] = await Promise.all([
    factsOfMembers(members, database),
    factsOfPeople(people, database),
    namesOfMembers(members, database),
  ]);
  return unusualAccess(looks, facts, persons).map(({ look, reasons }) => ({
    ...{ id: look.id, at: look.at, member: look.member, agency: look.agency, people: look.persons.length },
    displayName: names.get(look.member) ?? null,
    cases: look.cases.map(({ reference }) => reference),
    reasons: [...reasons],
  }));
}

export async function ledgerState(database: DataSource): Promise<LedgerState> {
  const [counts]: { entries: number; sealed: number }[] = await database.query(
    `select (select count(*)::int from ledger) as entries,
       (select coalesce(max(size), 0)::int from ledger_checkpoint) as sealed`,
  );
  const rows: Omit<LedgerState['witnesses'][number], 'custodian'>[] = await database.query(
    `select (select max(size)::int from ledger_cosignature where custodian = name) as cosigned,
       (select max(until) from ledger_reconciled where custodian = name) as "comparedUntil",
       (select count(*)::int from ledger_difference where custodian = name and what <> 'NOT_RELEASED') as differences,
       (select count(*)::int from ledger_difference where custodian = name and what = 'NOT_RELEASED') as "notReleased"
     from unnest($1::text[]) with ordinality as agency (name, place) order by place`,
    [AGENCIES.map(({ name }) => name)],
  );
  const witnesses = AGENCIES.map(({ agency }, at) => ({ ...(rows[at] as LedgerState['witnesses'][number]), custodian: agency }));
  return { entries: counts?.entries ?? 0, sealed: counts?.sealed ?? 0, witnesses };
}

import { events, happened, rowsOf } from '../../common/agency/chronology';
import type { ChronologyEntry, ChronologySource } from '../../common/agency/definition';
import { londonDate } from '../../common/time';
import { endOfTerm } from './attendance/term-dates';
import { attendanceOf } from './reading';
import { SchoolEnrolment } from './records/enrolment';
import { Exclusion } from './records/exclusion';
import { HomeEducation, MissingEducation } from './records/out-of-school';
import { SafeguardingConcern } from './records/safeguarding-concern';
import { SenProvision } from './records/sen';
import type { SchoolTerm } from './records/term';
import { CONCERN_WORDS, EXCLUSION_WORDS, TERM_WORDS } from './vocabulary';

type Entry = ChronologyEntry;
type Row = { readonly id: string };

const entry = (
  row: Row,
  date: string,
  kind: string,
  category: string,
  headline: string,
  significance: Entry['significance'],
): Entry => ({
  id: row.id,
  date,
  kind,
  category,
  headline,
  significance,
});

/** Joined and left a roll. Which school stays out of it: the name tells where a child is. */
export function enrolmentEntries(row: SchoolEnrolment): Entry[] {
  const joined = row.from === null ? [] : [entry(row, row.from, 'enrolment', 'enrolment', 'Joined a school roll', 'ROUTINE')];
  const left = row.to === null ? [] : [entry(row, row.to, 'enrolment', 'enrolment', 'Left a school roll', 'NOTABLE')];
  return [...joined, ...left];
}

/** A term in which a pupil missed a tenth of their sessions or more; other terms are no event. */
export function termEntries(term: SchoolTerm): Entry[] {
  const { persistent, severe, overallAbsence } = term.rates;
  if (persistent !== true) return [];
  const date = endOfTerm(term.academicYear, term.term) ?? londonDate(term.knownFrom);
  const headline = `${severe ? 'Severe' : 'Persistent'} absence: missed ${overallAbsence} % of the ${TERM_WORDS[term.term]} term ${term.academicYear}`;
  return [entry(term, date, 'term', 'attendance', headline, severe ? 'SIGNIFICANT' : 'NOTABLE')];
}

export function exclusionEntry(row: Exclusion): Entry {
  const length =
    row.sessions === null || row.category === 'PERMANENT'
      ? ''
      : ` for ${row.sessions / 2} ${row.sessions === 2 ? 'day' : 'days'}`;
  const significance = row.category === 'PERMANENT' ? 'SIGNIFICANT' : 'NOTABLE';
  return entry(row, row.startedOn, 'exclusion', 'exclusions', `${EXCLUSION_WORDS[row.category]}${length}`, significance);
}

/** The start of SEN support or of a plan; a provision without a date is no event. */
export function senEntries(row: SenProvision): Entry[] {
  if (row.from === null || row.provision === 'N') return [];
  const headline = row.provision === 'E' ? 'Education, health and care plan began' : 'SEN support began';
  return [entry(row, row.from, 'sen-provision', 'sen_provision', headline, row.provision === 'E' ? 'NOTABLE' : 'ROUTINE')];
}

/** The narrative stays out of it; the category and whether the child spoke say what a reader needs to ask. */
export function concernEntry(row: SafeguardingConcern): Entry {
  const told = row.disclosure === true ? ', disclosed by the child' : '';
  const headline = `Safeguarding lead recorded a concern: ${CONCERN_WORDS[row.category]}${told}`;
  return entry(
    row,
    row.raisedOn,
    'safeguarding-concern',
    'safeguarding_concerns',
    headline,
    told === '' ? 'NOTABLE' : 'SIGNIFICANT',
  );
}

export function homeEducationEntries(row: HomeEducation): Entry[] {
  const unsuitable = row.suitable === false;
  const began = `Elective home education began${unsuitable ? '; later found unsuitable' : ''}`;
  const started = entry(row, row.from, 'home-education', 'home_education', began, unsuitable ? 'SIGNIFICANT' : 'NOTABLE');
  const ended =
    row.to === null ? [] : [entry(row, row.to, 'home-education', 'home_education', 'Elective home education ended', 'ROUTINE')];
  return [started, ...ended];
}

export function missingEducationEntries(row: MissingEducation): Entry[] {
  const started = entry(row, row.from, 'missing-education', 'missing_education', 'Missing education', 'SIGNIFICANT');
  const ended =
    row.to === null
      ? []
      : [entry(row, row.to, 'missing-education', 'missing_education', 'No longer missing education', 'NOTABLE')];
  return [started, ...ended];
}

/** Everything education would put in a chronology. */
export const chronology: readonly ChronologySource[] = [
  events(['enrolment'], rowsOf(SchoolEnrolment), enrolmentEntries),
  events(['attendance'], attendanceOf, termEntries),
  events(['exclusions'], rowsOf(Exclusion), exclusionEntry),
  events(['sen_provision'], rowsOf(SenProvision), senEntries),
  events(['safeguarding_concerns'], rowsOf(SafeguardingConcern), concernEntry),
  events(['home_education'], rowsOf(HomeEducation), homeEducationEntries),
  events(['missing_education'], rowsOf(MissingEducation), missingEducationEntries),
].map(happened);

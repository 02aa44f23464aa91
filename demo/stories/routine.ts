import { addDays, ageOn, daysBefore } from '../calendar';
import type { TruePerson } from '../people/family';
import { PRACTICES, SCHOOLS } from '../people/names';
import type { Random } from '../random';
import { termsBefore } from '../terms';
import type { StoryFacts } from './story';

/** Registered with a practice. */
export function register(facts: StoryFacts, person: TruePerson, random: Random): void {
  const practice = random.pick(PRACTICES);
  const data = { service: 'GP', organisation: practice.name, odsCode: practice.ods } as const;
  facts.health.push({ kind: 'registration', key: `${person.id}-GP`, person: person.id, data });
}

/** The routine childhood schedule, in days of age: 8, 12 and 16 weeks, one year, three years and four months. */
const SCHEDULE = [
  [56, '6-in-1'],
  [84, 'Pneumococcal'],
  [112, 'MenB'],
  [365, 'MMR'],
  [1_215, '4-in-1 pre-school booster'],
] as const;

/** Gives the first `share` of the doses that are due. */
export function immunise(facts: StoryFacts, child: TruePerson, today: string, share: number): void {
  const born = child.dateOfBirth;
  if (born === undefined) return;
  const due = SCHEDULE.filter(([age]) => addDays(born, age) <= today);
  for (const [age, vaccine] of due.slice(0, Math.round(due.length * share))) {
    const data = { display: vaccine, status: 'COMPLETED', on: addDays(born, age) } as const;
    facts.health.push({ kind: 'immunisation', key: `${child.id}-IMM-${age}`, person: child.id, data });
  }
}

const REVIEWS = [
  [12, 'NEW_BIRTH'],
  [49, 'SIX_TO_EIGHT_WEEKS'],
  [365, 'ONE_YEAR'],
  [800, 'TWO_YEAR'],
] as const;

/** The reviews of the Healthy Child Programme that have fallen due. */
export function review(facts: StoryFacts, child: TruePerson, today: string, outcome = 'As expected'): void {
  const born = child.dateOfBirth;
  if (born === undefined) return;
  for (const [age, check] of REVIEWS) {
    const on = addDays(born, age);
    if (on <= today)
      facts.health.push({ kind: 'health-check', key: `${child.id}-${check}`, person: child.id, data: { check, on, outcome } });
  }
}

interface Schooling {
  /** Share of sessions missed, in percent. */
  readonly absence: number;
  /** Share of the absence that nobody authorised, from 0 to 1. */
  readonly unauthorised?: number;
  readonly sen?: 'K' | 'E';
  readonly youngCarer?: boolean;
}

/** At school for the last two census terms. */
export function enrol(facts: StoryFacts, child: TruePerson, random: Random, today: string, schooling: Schooling): void {
  const age = ageOn(child.dateOfBirth ?? today, today);
  const phase = age >= 11 ? 'SECONDARY' : 'PRIMARY';
  const school = random.pick(SCHOOLS.filter((candidate) => candidate.phase === phase));
  const year = age <= 4 ? 'R' : String(Math.min(13, age - 4));
  const from = `${Number(today.slice(0, 4)) - 2}-09-02`;
  facts.education.push({
    kind: 'enrolment',
    key: `${child.id}-${school.urn}`,
    person: child.id,
    data: { school: school.name, from, status: 'C', year, youngCarer: schooling.youngCarer },
  });
  facts.education.push({
    kind: 'sen-provision',
    key: `${child.id}-SEN`,
    person: child.id,
    data: { provision: schooling.sen ?? 'N' },
  });
  for (const term of termsBefore(today).slice(0, 2)) {
    const possible = 120;
    const missed = Math.round((possible * schooling.absence) / 100);
    const unauthorised = Math.round(missed * (schooling.unauthorised ?? 0.2));
    const key = `${child.id}-${term.term}`;
    facts.education.push({
      kind: 'term',
      key,
      person: child.id,
      data: { ...term, sessionsPossible: possible, authorised: missed - unauthorised, unauthorised },
    });
    const marks = {
      I: missed - unauthorised,
      O: unauthorised,
      '/': Math.ceil((possible - missed) / 2),
      '\\': Math.floor((possible - missed) / 2),
    };
    for (const [code, sessions] of Object.entries(marks)) {
      if (sessions > 0)
        facts.education.push({
          kind: 'attendance-sessions',
          key: `${key}-${code}`,
          person: child.id,
          data: { ...term, code, sessions },
        });
    }
  }
}

/** A day so many to so many days ago, for telling stories. */
export const daysAgo = (random: Random, today: string, least: number, most: number): string =>
  daysBefore(today, random.whole(least, most));

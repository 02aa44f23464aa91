import type { DataSource } from 'typeorm';
import { grouped } from '../../../common/grouped';
import type { PublishedRow } from '../../../common/publishing/published-row';
import { standingRows } from '../../../common/standing-rows';
import { joinTerms } from '../attendance/terms';
import { AttendanceSessions } from '../records/attendance-sessions';
import { SchoolEnrolment } from '../records/enrolment';
import { Exclusion } from '../records/exclusion';
import { HomeEducation, MissingEducation } from '../records/out-of-school';
import { SafeguardingConcern } from '../records/safeguarding-concern';
import { SenNeed, SenProvision } from '../records/sen';
import { SchoolTerm } from '../records/term';
import type { EducationFacts } from './facts';

/** What is recorded of these pupils, by pupil. */
export async function loadFacts(
  people: readonly string[],
  { database }: { database: DataSource },
): Promise<Map<string, EducationFacts>> {
  const about = async <T extends PublishedRow>(entity: new () => T) =>
    byPerson(await standingRows(database, entity, 'personId', people));
  const [enrolments, terms, sessions, exclusions, senProvisions, senNeeds, concerns, homeEducation, missing] = await Promise.all([
    about(SchoolEnrolment),
    about(SchoolTerm),
    about(AttendanceSessions),
    about(Exclusion),
    about(SenProvision),
    about(SenNeed),
    about(SafeguardingConcern),
    about(HomeEducation),
    about(MissingEducation),
  ]);
  return new Map(
    people.map((person): [string, EducationFacts] => [
      person,
      {
        enrolments: enrolments.of(person),
        terms: joinTerms(terms.of(person), sessions.of(person)),
        exclusions: exclusions.of(person),
        senProvisions: senProvisions.of(person),
        senNeeds: senNeeds.of(person),
        concerns: concerns.of(person),
        homeEducation: homeEducation.of(person),
        missing: missing.of(person),
      },
    ]),
  );
}

/** Grouped once: looking through every row for every person is slow for a whole watch list. */
function byPerson<T extends PublishedRow>(rows: readonly T[]): { of(person: string): T[] } {
  const groups = grouped(
    rows,
    ({ personId }) => personId ?? '',
    (row) => row,
  );
  return { of: (person) => groups.get(person) ?? [] };
}

import type { DataSource } from 'typeorm';
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
  const about = <T extends PublishedRow>(entity: new () => T) => standingRows(database, entity, 'personId', people);
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
    people.map((person): [string, EducationFacts] => {
      const theirs = <T extends PublishedRow>(rows: readonly T[]): T[] => rows.filter(({ personId }) => personId === person);
      return [
        person,
        {
          enrolments: theirs(enrolments),
          terms: joinTerms(theirs(terms), theirs(sessions)),
          exclusions: theirs(exclusions),
          senProvisions: theirs(senProvisions),
          senNeeds: theirs(senNeeds),
          concerns: theirs(concerns),
          homeEducation: theirs(homeEducation),
          missing: theirs(missing),
        },
      ];
    }),
  );
}

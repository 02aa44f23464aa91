import type { DataSource } from 'typeorm';
import type { PublishedRow } from '../../../common/publishing/published-row';
import { standingPeople } from '../../../common/standing-people';
import { standingRows } from '../../../common/standing-rows';
import { HealthAttendance } from '../records/attendance';
import { HealthCheck, Immunisation } from '../records/child-health';
import { HealthCondition } from '../records/condition';
import { HealthFlag } from '../records/flag';
import { MentalHealthContact } from '../records/mental-health-contact';
import { Pregnancy } from '../records/pregnancy';
import { WasNotBroughtAppointment } from '../records/was-not-brought';
import type { HealthFacts } from './facts';

/** What health holds about these patients, by patient; one health has no person record of is left out. */
export async function loadFacts(
  people: readonly string[],
  { database }: { database: DataSource },
): Promise<Map<string, HealthFacts>> {
  const about = <T extends PublishedRow>(entity: new () => T) => standingRows(database, entity, 'personId', people);
  const [persons, attendances, wasNotBrought, conditions, mentalHealth, immunisations, checks, pregnancies, flags] =
    await Promise.all([
      standingPeople(database, people),
      about(HealthAttendance),
      about(WasNotBroughtAppointment),
      about(HealthCondition),
      about(MentalHealthContact),
      about(Immunisation),
      about(HealthCheck),
      about(Pregnancy),
      about(HealthFlag),
    ]);
  return new Map(
    [...persons.values()].map((person) => {
      const of = <T extends PublishedRow>(rows: readonly T[], at: (row: T) => string | Date | null): T[] =>
        rows
          .filter((row) => row.personId === person.personId)
          .sort((a, b) => Number(new Date(at(b) ?? b.knownFrom)) - Number(new Date(at(a) ?? a.knownFrom)));
      return [
        person.personId,
        {
          person,
          attendances: of(attendances, (row) => row.at),
          wasNotBrought: of(wasNotBrought, (row) => row.at),
          conditions: of(conditions, (row) => row.on),
          mentalHealth: of(mentalHealth, (row) => row.at),
          immunisations: of(immunisations, (row) => row.on),
          checks: of(checks, (row) => row.on),
          pregnancies: of(pregnancies, (row) => row.bookedOn),
          flags: of(flags, (row) => row.from),
        },
      ];
    }),
  );
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { recordTable } from '../../../common/publishing/record-table';

const TABLES = [
  recordTable(
    'enrolment',
    `school text not null, valid_from date, valid_to date, status text, year text, part_time boolean, boarder text,
     young_carer boolean, service_child boolean, free_school_meals boolean`,
    'Places on the roll of a school; the school tells where a child is.',
  ),
  recordTable(
    'school_term',
    'academic_year text not null, term text not null, sessions_possible integer, authorised integer, unauthorised integer',
    "A pupil's sessions in one term, in half days.",
  ),
  recordTable(
    'attendance_sessions',
    'academic_year text not null, term text not null, code text not null, sessions integer not null',
    'Sessions of a term under one attendance code.',
  ),
  recordTable(
    'exclusion',
    'category text not null, started_on date not null, sessions integer, reasons text[] not null, sen_provision text',
    'Suspensions and permanent exclusions.',
  ),
  recordTable(
    'sen_provision',
    'provision text not null, valid_from date, valid_to date',
    'SEN support and education, health and care plans.',
  ),
  recordTable('sen_need', 'type text not null, rank integer', 'Types of special educational need.'),
  recordTable(
    'safeguarding_concern',
    'raised_on date not null, category text not null, disclosure boolean, summary text not null, action text',
    "Designated safeguarding leads' records of concerns.",
  ),
  recordTable(
    'home_education',
    'valid_from date not null, valid_to date, suitable boolean, reason text',
    'Periods of elective home education.',
  ),
  recordTable('missing_education', 'valid_from date not null, valid_to date, reason text', 'Periods missing from education.'),
];

export class EducationTables1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap((table) => table.up)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap((table) => table.down).reverse()) await runner.query(statement);
  }
}

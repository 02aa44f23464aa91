import type { MigrationInterface, QueryRunner } from 'typeorm';
import { recordTable } from '../../../common/publishing/record-table';

const CODED = ['code text', 'system text', 'display text'];
const PERIOD = ['valid_from date', 'valid_to date'];

const TABLES = [
  recordTable(
    'registration',
    ['service text not null', 'organisation text', 'ods_code text', ...PERIOD],
    'Health services a person is registered with',
  ),
  recordTable(
    'attendance',
    [
      'setting text not null',
      'unscheduled boolean not null',
      'attended_at timestamptz not null',
      'ended_at timestamptz',
      'reason jsonb',
      'provider text',
      'outcome text',
    ],
    'Times care was given',
  ),
  recordTable(
    'was_not_brought',
    ['due_at timestamptz not null', 'service text', 'provider text', 'reason text'],
    'Appointments a child was not brought to, or an adult did not keep',
  ),
  recordTable(
    'condition',
    [...CODED, 'status text', 'onset_on date', 'abated_on date', 'recorded_on date', 'safeguarding boolean not null'],
    'Coded conditions and findings',
  ),
  recordTable(
    'mental_health_contact',
    ['contact_at timestamptz not null', 'team text', 'provider text', 'reason jsonb', 'crisis boolean not null'],
    'Contacts with mental health services',
  ),
  recordTable(
    'immunisation',
    [...CODED, 'status text not null', 'given_on date not null', 'dose integer', 'reason text'],
    'Immunisations given or not given',
  ),
  recordTable(
    'health_check',
    ['review text not null', 'reviewed_on date not null', 'outcome text'],
    'Reviews of the Healthy Child Programme',
  ),
  recordTable('observation', [...CODED, 'observed_on date not null', 'value text', 'unit text'], 'Measurements and findings'),
  recordTable(
    'pregnancy',
    ['expected_date date', 'booked_on date', 'ended_on date', 'outcome text', 'unborn text'],
    'Pregnancies; unborn is the id of the unborn child where it has a record',
  ),
  recordTable(
    'health_flag',
    [...CODED, 'type text not null', 'active boolean not null', ...PERIOD, 'plan text', 'authority text'],
    'Flags on the record: CP-IS, FGM, safeguarding, reasonable adjustment',
  ),
];

/** The tables of health's own kinds of record. */
export class HealthTables1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap((table) => table.up)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap((table) => table.down)) await runner.query(statement);
  }
}

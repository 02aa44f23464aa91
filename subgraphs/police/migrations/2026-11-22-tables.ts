import type { MigrationInterface, QueryRunner } from 'typeorm';
import { recordTable } from '../../../common/publishing/record-table';

const TABLES = [
  recordTable(
    'incident',
    [
      'reference text not null',
      'type text not null',
      'occurred_at timestamptz not null',
      'recorded_at timestamptz',
      'summary text',
      'location text',
      'outcome text',
    ],
    'Incidents; people are tied to them by involvement',
  ),
  recordTable(
    'involvement',
    ['incident text not null', 'role text not null'],
    "One person's part in one incident (its record key)",
  ),
  recordTable(
    'domestic_abuse',
    [
      'incident text not null',
      'dash_score integer',
      'dash_grade text not null',
      'strangulation boolean',
      'victim_pregnant boolean',
      'children_present boolean',
      'marac_referral boolean',
    ],
    'Domestic abuse assessments (DASH) of incidents',
  ),
  recordTable(
    'missing_episode',
    [
      'reported_at timestamptz not null',
      'returned_at timestamptz',
      'risk_grade text not null',
      'circumstances text',
      'found_location text',
      'return_interview_on date',
    ],
    'Times a person was reported missing',
  ),
  recordTable(
    'custody',
    ['arrested_at timestamptz not null', 'offence text not null', 'disposal text', 'appropriate_adult boolean'],
    'Arrests and what came of them',
  ),
  recordTable(
    'warning_marker',
    ['marker text not null', 'valid_from date not null', 'valid_to date', 'detail text'],
    'Warning markers about a person',
  ),
  recordTable(
    'intelligence',
    [
      'reported_on date not null',
      'source_grade text not null',
      'information_grade text not null',
      'handling text not null',
      'topic text not null',
      'summary text not null',
    ],
    'Graded intelligence; never outside the police below level 4',
  ),
];

const INDEXES = [
  'create index involvement_incident on involvement (incident) where known_to is null',
  'create index domestic_abuse_incident on domestic_abuse (incident) where known_to is null',
];

/** The tables of the police's own kinds of record. */
export class PoliceTables1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES.flatMap((table) => table.up), ...INDEXES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap((table) => table.down)) await runner.query(statement);
  }
}

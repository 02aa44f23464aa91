import type { MigrationInterface, QueryRunner } from 'typeorm';
import { recordTable } from '../../../common/publishing/record-table';

const TABLES = [
  recordTable(
    'contact',
    'received_on date not null, source text, reason text, outcome text',
    'What was received about a child before it was a referral.',
  ),
  recordTable(
    'referral',
    `referred_on date not null, source text, primary_need text, no_further_action boolean, closed_on date, closure_reason text,
     initial_conference_on date`,
    'Requests for services of a child who was not open.',
  ),
  recordTable(
    'assessment',
    'referral text, started_on date not null, reviewed_on date, authorised_on date, factors text[] not null',
    'Assessments of children in need; referral is the key of one.',
  ),
  recordTable(
    'section_47',
    'referral text, started_on date not null, conference_target_on date, conference_on date, conference_not_required boolean',
    'Enquiries under section 47 of the Children Act 1989.',
  ),
  recordTable('child_in_need_plan', 'referral text, started_on date not null, ended_on date', 'Child in need plans.'),
  recordTable(
    'protection_plan',
    'referral text, started_on date not null, ended_on date, initial_category text, latest_category text, previous_plans integer',
    'Child protection plans; previous_plans as the return counts them.',
  ),
  recordTable(
    'protection_plan_review',
    'plan text not null, reviewed_on date not null',
    'Review conferences; plan is the key of one.',
  ),
  recordTable(
    'pre_proceedings',
    `started_on date, letter_sent_on date, group_meeting_offered boolean, group_meeting_held boolean, first_meeting_on date,
     review_meetings integer, decision_on date, outcome text, court_application_on date`,
    'Pre-proceedings under the public law outline.',
  ),
  recordTable(
    'care_episode',
    `started_on date not null, start_reason text, legal_status text not null, need text, placement_type text,
     placement_provider text, ended_on date, end_reason text, placement_change_reason text, home_postcode text,
     placement_postcode text, urn text`,
    'SSDA903 episodes of care; the placement tells where a child is.',
  ),
  recordTable('care_review', 'reviewed_on date not null, participation text not null', 'Reviews of looked-after children.'),
  recordTable(
    'missing_from_care',
    'type text not null, valid_from date not null, valid_to date',
    'Missing from care (M), away without authorisation (A).',
  ),
  recordTable('adoption_placement', 'placed_on date not null, ceased_on date, ceased_reason text', 'Placements for adoption.'),
  recordTable('unaccompanied', 'valid_until date', 'Unaccompanied asylum-seeking children.'),
  recordTable(
    'care_outcomes',
    `sdq_score integer, sdq_reason text, convicted boolean, health_check boolean, immunisations boolean, dental_check boolean,
     health_assessment boolean, substance_misuse boolean, intervention_received boolean, intervention_offered boolean`,
    'Outcomes of children looked after for twelve months (OC2).',
  ),
  recordTable('characteristics', 'disabilities text[] not null', 'Disabilities the children in need census names.'),
  recordTable(
    'allocated_worker',
    'worker text not null, team text, valid_from date not null, valid_to date, change_reason text',
    'Workers to whom a case is or was allocated.',
  ),
];

export class SocialCareTables1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap((table) => table.up)) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES.flatMap((table) => table.down).reverse()) await runner.query(statement);
  }
}

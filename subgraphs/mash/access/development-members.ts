import type { DataSource } from 'typeorm';
import { AGENCIES, HUB } from '../../registry';
import { Member } from './member.entity';

interface Persona {
  readonly subject: string;
  readonly agency: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
}

const FROM = new Date('2026-01-01T00:00:00Z');
const MASH = HUB.name.toUpperCase();

/** The demonstration's staff: one persona a role, named like it, and one publisher an agency. */
export const PERSONAS: readonly Persona[] = [
  persona('screening_officer', MASH, 'front-door'),
  persona('mash_analyst', MASH, 'front-door', 'mash'),
  persona('decision_maker', MASH, 'mash', 'decision-makers'),
  persona('police_researcher', 'POLICE', 'agency-leads'),
  persona('health_navigator', 'HEALTH', 'agency-leads'),
  persona('education_lead', 'EDUCATION', 'agency-leads'),
  persona('social_care_lead', 'SOCIAL_CARE', 'agency-leads'),
  persona('early_help_worker', MASH, 'early-help'),
  persona('ig_auditor', MASH, 'audit'),
  ...AGENCIES.map(({ name, agency }) => ({ subject: `${name}-publisher`, agency, roles: ['publisher'], teams: [] })),
];

/** Enters the personas for each of these issuers. Only the development sign-in vouches for them: never in production. */
export async function seedDevelopmentMembers(database: DataSource, issuers: readonly string[]): Promise<void> {
  const members = issuers.flatMap((issuer) => PERSONAS.map((one) => ({ ...memberFrom(one), issuer })));
  if (members.length === 0) return;
  await database.createQueryBuilder().insert().into(Member).values(members).orIgnore().execute();
}

function persona(role: string, agency: string, ...teams: string[]): Persona {
  return { subject: role.replaceAll('_', '-'), agency, roles: [role], teams };
}

function memberFrom({ subject, agency, roles, teams }: Persona): Omit<Member, 'issuer'> {
  const words = subject.replaceAll('-', ' ');
  return {
    subject,
    displayName: words.charAt(0).toUpperCase() + words.slice(1),
    agency,
    roles: [...roles],
    teams: [...teams],
    validFrom: FROM,
    validTo: null,
    approvedBy: 'development seed',
  };
}

import type { EducationRecordInput } from '../../importers/records/education';
import type { HealthRecordInput } from '../../importers/records/health';
import type { PoliceRecordInput } from '../../importers/records/police';
import type { SocialCareRecordInput } from '../../importers/records/social-care';
import type { Family, TruePerson } from '../people/family';
import type { FamilyWish } from '../people/family-maker';
import type { Random } from '../random';

type Fact<R extends { kind: string }> = Exclude<R, { kind: 'person' | 'relationship' }>;

/**
 * What happened to one family, agency by agency, in each profession's own records. `person` is the true person's id; the writers
 * replace it by the agency's own.
 */
export interface StoryFacts {
  readonly police: Fact<PoliceRecordInput>[];
  readonly health: Fact<HealthRecordInput>[];
  readonly education: Fact<EducationRecordInput>[];
  readonly socialCare: Fact<SocialCareRecordInput>[];
}

export type AgencyFacts = keyof StoryFacts;

/** The family a story is told about, and the means to tell it. */
export interface Scene {
  readonly family: Family;
  readonly children: readonly TruePerson[];
  readonly mother: TruePerson;
  readonly father: TruePerson | undefined;
  readonly stepFather: TruePerson | undefined;
  readonly random: Random;
  readonly today: string;
}

export interface Story {
  readonly name: string;
  /** Share of the borough's families with a story other than an ordinary one. */
  readonly weight: number;
  wish(random: Random, today: string): Omit<FamilyWish, 'story'>;
  tell(scene: Scene, facts: StoryFacts): void;
  /** Agencies that hold nothing of this family beside what the facts say; by default health and education know every child. */
  readonly unknownTo?: readonly AgencyFacts[];
  /** The case a MASH would have open, if any. */
  readonly case?: { readonly purpose: string; readonly basis: string; readonly level: number; readonly reason: string };
}

export const noFacts = (): StoryFacts => ({ police: [], health: [], education: [], socialCare: [] });

import { createUnionType, Directive, Field, ID, ObjectType } from 'type-graphql';
import type { View } from '../../../common/access/subject';

/** An agency's record as the gateway hands it back for `@requires`: null when that agency did not answer. */
export interface RequiredRecord {
  readonly sourceHeader?: RequiredHeader | null;
  readonly chronologyEntries?: readonly RequiredEntry[] | null;
}

export interface RequiredHeader {
  readonly state: string;
  readonly asAt?: string | Date | null;
  readonly lastPublishedAt?: string | Date | null;
}

export interface RequiredEntry {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly category: string;
  readonly headline: string;
  readonly significance: string;
}

/** A person reached through a case: `subject` says by whom, for what, and how the person relates to that case. */
@ObjectType()
export abstract class ReachedPerson {
  @Field(() => ID, { description: "The hub's own id; no agency's." })
  readonly id: string;

  readonly subject: View;
  /** The signed view this person was re-entered with; absent when reached here first. */
  readonly token: string | undefined;
  /** What the agencies answered, by the field each adds (`police`, `socialCare`); filled only when a field requires it. */
  readonly records: Readonly<Record<string, RequiredRecord | null>>;

  constructor(subject: View, token?: string, records: Readonly<Record<string, RequiredRecord | null>> = {}) {
    this.id = subject.person;
    this.subject = subject;
    this.token = token;
    this.records = records;
  }
}

@Directive('@key(fields: "id view")')
@ObjectType({ description: 'A child or unborn child, seen through one case and one purpose.' })
export class Child extends ReachedPerson {}

@Directive('@key(fields: "id view")')
@ObjectType({ description: "An adult of a child's household, seen through that child's case." })
export class Adult extends ReachedPerson {}

/** Rules stand on the concrete types; the union only says that it may be either. */
export const Person = createUnionType({
  name: 'Person',
  types: () => [Child, Adult] as const,
  resolveType: (person) => (person instanceof Adult ? Adult : Child),
});

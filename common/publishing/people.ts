import { Column, Entity } from 'typeorm';
import type { RecordKind } from '../agency/definition';
import type { LifeStage, PersonAddress, PersonName, RelationshipType } from '../person';
import { PublishedRow } from './published-row';

/**
 * Who a person is, as one source system of this agency holds it: identity only. `personId` is the agency's own id of them. The
 * record key is that id within the format it came in, so that a statutory return, which has no names, does not blank the names
 * that another export gave; what the sources say is put together when it is told (`common/feed/outbox.ts`).
 */
@Entity('agency_person')
export class AgencyPerson extends PublishedRow {
  declare personId: string;

  @Column('text')
  lifeStage!: LifeStage;

  @Column('jsonb')
  names!: PersonName[];

  @Column('date', { nullable: true })
  dateOfBirth!: string | null;

  @Column('date', { nullable: true })
  expectedDate!: string | null;

  @Column('text', { nullable: true })
  sex!: 'M' | 'F' | 'U' | null;

  @Column('text', { nullable: true })
  nhsNumber!: string | null;

  @Column('text', { nullable: true })
  upn!: string | null;

  @Column('jsonb', { nullable: true })
  formerUpns!: string[] | null;

  @Column('text', { nullable: true })
  ethnicity!: string | null;

  @Column('jsonb')
  addresses!: PersonAddress[];

  @Column('jsonb', { nullable: true })
  protect!: ('LOCATION' | 'IDENTITY')[] | null;

  @Column('date', { nullable: true })
  deceasedOn!: string | null;
}

/** One person's relationship to another of the same agency's people; `personId` is the one who holds it. */
@Entity('agency_relationship')
export class AgencyRelationship extends PublishedRow {
  @Column('text')
  type!: RelationshipType;

  @Column('text', { name: 'of_person' })
  of!: string;

  @Column('date', { name: 'valid_from', nullable: true })
  from!: string | null;

  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Column('boolean', { nullable: true })
  parentalResponsibility!: boolean | null;
}

/** The two kinds every agency publishes. `category` is the agency's own, since its agreement decides who may know of them. */
export function peopleKinds(person: string, relationship = person): RecordKind[] {
  return [
    { kind: 'person', entity: AgencyPerson, category: person },
    { kind: 'relationship', entity: AgencyRelationship, category: relationship },
  ];
}

import { Field, ID, ObjectType } from 'type-graphql';
import { Column, PrimaryGeneratedColumn } from 'typeorm';
import { Traceable } from './traceable';

/**
 * What every published record carries beside its own content: its key, where it stood in what was published, and the period during
 * which the agency held it to be so. A correction closes one row (`knownTo`) and opens the next; nothing is overwritten.
 * Content columns of an entity are nullable when their agreement may withhold them (guarded fields are nullable in the graph).
 */
@ObjectType()
export abstract class PublishedRow extends Traceable {
  /** Internal; one per version. A bigint, so it arrives as text. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  rowId!: string;

  /** Public and opaque; the same through every version of the record. */
  @Field(() => ID)
  @Column('uuid')
  id!: string;

  /** The record's own key within the agency and kind. */
  @Column('text')
  recordKey!: string;

  /** The agency's own person id; null for records about several people. */
  @Column('text', { nullable: true })
  personId!: string | null;

  /** SHA-256 of the canonical content: the same content published again changes nothing. */
  @Column('text')
  digest!: string;

  /** Transaction-time period: when the agency's database held this version. */
  @Column('timestamptz')
  knownFrom!: Date;

  @Column('timestamptz', { nullable: true })
  knownTo!: Date | null;

  /** Set when the record was retracted: hidden from everyone, with the reason in the publication. */
  @Column('timestamptz', { nullable: true })
  retractedAt!: Date | null;

  /** A sealed record is left out in SQL for everyone but the custodian's own authorised staff. */
  @Column('boolean', { default: false })
  sealed!: boolean;
}

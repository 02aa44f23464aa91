import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';

/** What the census says of the child beside who they are. Shown through `SocialCareRecord.disabilities`. */
@Entity('characteristics')
export class Characteristics extends PublishedRow {
  @Column('text', { array: true })
  disabilities!: string[];
}

@ObjectType({ description: 'The worker to whom the case is, or was, allocated.' })
@Entity('allocated_worker')
export class AllocatedWorker extends PublishedRow {
  @Field(() => String, { nullable: true, description: "The worker's name, or the authority's own id of them." })
  @Column('text')
  worker!: string;

  @Field(() => String, { nullable: true, description: 'The team; its name can tell which part of the area the child lives in.' })
  @Column('text', { nullable: true })
  team!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from' })
  from!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it is their case.' })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Column('text', { nullable: true })
  changeReason!: string | null;

  @Field(() => CodedValue, { nullable: true, name: 'changeReason', description: 'Why the worker before them changed.' })
  get changeReasonShown(): CodedValue | null {
    return coded('sw.change_reason', this.changeReason);
  }
}

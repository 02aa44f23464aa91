import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { WarningMarkerData } from '../../../importers/records/police';
import { PoliceWarningMarker } from '../vocabulary';

@ObjectType({ description: 'A marker that warns those who meet this person, for as long as it stands.' })
@Entity('warning_marker')
export class WarningMarker extends PublishedRow {
  @Field(() => PoliceWarningMarker, { nullable: true })
  @Column('text')
  marker!: WarningMarkerData['marker'];

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from' })
  from!: string;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it stands.' })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Field(() => String, { nullable: true, description: 'Narrative: may name places and other people.' })
  @Column('text', { nullable: true })
  detail!: string | null;
}

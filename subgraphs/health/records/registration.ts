import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { RegistrationData } from '../../../importers/records/health';
import { HealthService } from '../vocabulary';

@ObjectType({ description: 'A health service the person is or was registered with.' })
@Entity('registration')
export class HealthRegistration extends PublishedRow {
  @Field(() => HealthService, { nullable: true })
  @Column('text')
  service!: RegistrationData['service'];

  @Field(() => String, { nullable: true, description: 'The practice or team; it tells where the person lives.' })
  @Column('text', { nullable: true })
  organisation!: string | null;

  @Field(() => String, { nullable: true, description: 'Organisation Data Service code of the practice or team.' })
  @Column('text', { nullable: true })
  odsCode!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from', nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;
}

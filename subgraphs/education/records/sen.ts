import { GraphQLDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue, coded } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';

@ObjectType({ description: 'SEN support, or an education, health and care plan.' })
@Entity('sen_provision')
export class SenProvision extends PublishedRow {
  @Column('text')
  provision!: string;

  @Field(() => GraphQLDate, { nullable: true })
  @Column('date', { name: 'valid_from', nullable: true })
  from!: string | null;

  @Field(() => GraphQLDate, { nullable: true, description: 'Empty while it stands.' })
  @Column('date', { name: 'valid_to', nullable: true })
  to!: string | null;

  @Field(() => CodedValue, { nullable: true, name: 'provision' })
  get provisionShown(): CodedValue {
    return coded('edu.sen_provision', this.provision);
  }
}

@ObjectType({ description: 'A type of special educational need.' })
@Entity('sen_need')
export class SenNeed extends PublishedRow {
  @Column('text')
  type!: string;

  @Field(() => Int, { nullable: true, description: '1 is the primary need.' })
  @Column('int', { nullable: true })
  rank!: number | null;

  @Field(() => CodedValue, { nullable: true, name: 'type' })
  get typeShown(): CodedValue {
    return coded('edu.sen_type', this.type);
  }
}

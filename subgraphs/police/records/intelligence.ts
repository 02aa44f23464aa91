import { GraphQLDate } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { CodedValue } from '../../../common/codes';
import { PublishedRow } from '../../../common/publishing/published-row';
import type { IntelligenceData } from '../../../importers/records/police';
import { HANDLING_CODES, INFORMATION_GRADES, PoliceIncidentType, SOURCE_GRADES } from '../vocabulary';

/** Graded intelligence. It never leaves the police below level 4, and nobody outside learns that it exists otherwise. */
@ObjectType({ description: 'A sanitised intelligence report with its 3x5x2 grading.' })
@Entity('intelligence')
export class IntelligenceReport extends PublishedRow {
  @Field(() => GraphQLDate, { nullable: true })
  @Column('date')
  reportedOn!: string;

  @Column('text')
  sourceGrade!: IntelligenceData['sourceGrade'];

  @Column('text')
  informationGrade!: IntelligenceData['informationGrade'];

  @Column('text')
  handling!: IntelligenceData['handling'];

  @Field(() => PoliceIncidentType, { nullable: true })
  @Column('text')
  topic!: IntelligenceData['topic'];

  @Field(() => String, { nullable: true })
  @Column('text')
  summary!: string;

  @Field(() => CodedValue, { nullable: true, name: 'sourceGrade', description: 'How reliable the source is.' })
  get sourceGraded(): CodedValue {
    return { code: this.sourceGrade, label: SOURCE_GRADES[this.sourceGrade] ?? this.sourceGrade };
  }

  @Field(() => CodedValue, { nullable: true, name: 'informationGrade', description: 'How the source came to know it.' })
  get informationGraded(): CodedValue {
    return { code: this.informationGrade, label: INFORMATION_GRADES[this.informationGrade] ?? this.informationGrade };
  }

  @Field(() => CodedValue, { nullable: true, name: 'handling', description: 'Whether it may be shared further.' })
  get handlingCoded(): CodedValue {
    return { code: this.handling, label: HANDLING_CODES[this.handling] ?? this.handling };
  }
}

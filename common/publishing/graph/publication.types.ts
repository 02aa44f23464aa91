import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { asEnum } from '../../as-enum';
import { PageInfo } from '../../graphql/page-info';

/** What the graph tells of a publication: about files and rows, never a value of a record. The same types in every agency. */
export const PublicationState = asEnum(['RECEIVED', 'IMPORTING', 'COMPLETE', 'FAILED'] as const);
export const ProblemSeverity = asEnum(['ERROR', 'WARNING'] as const);
registerEnumType(PublicationState, { name: 'PublicationState', description: 'How far a publication has come.' });
registerEnumType(ProblemSeverity, {
  name: 'PublicationProblemSeverity',
  description: 'An error rejects the row; a warning keeps it.',
});

@ObjectType({ description: 'A file as it was received.' })
@Directive('@shareable')
export class PublicationFile {
  @Field(() => String, { description: 'A label that the publisher gave.' })
  name!: string;

  @Field(() => String, { description: 'Hexadecimal.' })
  sha256!: string;

  @Field(() => Float, { description: 'A whole number; a file may be larger than an Int can say.' })
  bytes!: number;
}

@ObjectType({ description: 'What became of the rows; `read` is the sum of the others but `warned`.' })
@Directive('@shareable')
export class PublicationRows {
  @Field(() => Int)
  read!: number;

  @Field(() => Int, { description: 'Something new.' })
  accepted!: number;

  @Field(() => Int, { description: 'As it stood already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Something different of a record that was there.' })
  corrected!: number;

  @Field(() => Int)
  rejected!: number;

  @Field(() => Int, { description: 'A record is hidden now.' })
  retracted!: number;

  @Field(() => Int, { description: 'Nothing that this agency keeps.' })
  ignored!: number;

  @Field(() => Int, { description: 'Kept although something was wrong.' })
  warned!: number;
}

@ObjectType({ description: 'Records of one kind in the rows that were kept.' })
@Directive('@shareable')
export class PublicationRecordCount {
  @Field(() => String)
  kind!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ description: 'How often one thing was wrong; exact, also when there are more problems than are listed.' })
@Directive('@shareable')
export class PublicationProblemCount {
  @Field(() => String)
  code!: string;

  @Field(() => ProblemSeverity)
  severity!: string;

  @Field(() => Int)
  count!: number;
}

@ObjectType({ description: 'What is wrong with a row, and what to do about it. Never holds the value.' })
@Directive('@shareable')
export class PublicationProblem {
  @Field(() => String)
  file!: string;

  @Field(() => Int, { description: 'From 1; the header of a table is row 1.' })
  row!: number;

  @Field(() => String)
  field!: string;

  @Field(() => ProblemSeverity)
  severity!: string;

  @Field(() => String, { description: 'Stable, e.g. `invalid-nhs-number`.' })
  code!: string;

  @Field(() => String)
  problem!: string;

  @Field(() => String)
  remedy!: string;
}

@ObjectType()
@Directive('@shareable')
export class PublicationProblemEdge {
  @Field(() => PublicationProblem)
  node!: PublicationProblem;

  @Field(() => String)
  cursor!: string;
}

@ObjectType({ description: 'Problems in the order of the rows.' })
@Directive('@shareable')
export class PublicationProblemConnection {
  @Field(() => [PublicationProblemEdge])
  edges!: PublicationProblemEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'All that were found; of very many, the first are listed.' })
  totalCount!: number;
}

@ObjectType({ description: 'One act of publishing, as its receipt tells it. It stays, whatever becomes of its records.' })
@Directive('@shareable')
export class Publication {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Code of the agency, e.g. `POLICE`.' })
  agency!: string;

  @Field(() => String)
  format!: string;

  @Field(() => PublicationState)
  state!: string;

  @Field(() => String, { nullable: true, description: 'Why it failed, in a sentence.' })
  failure!: string | null;

  @Field(() => GraphQLDateTime)
  receivedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  completedAt!: Date | null;

  @Field(() => String, { description: 'The system or person that published, as sign-in knows them; opaque.' })
  publishedBy!: string;

  @Field(() => String, { description: 'SHA-256 over the sorted SHA-256 of its files.' })
  digest!: string;

  @Field(() => [PublicationFile])
  files!: PublicationFile[];

  @Field(() => PublicationRows)
  rows!: PublicationRows;

  @Field(() => [PublicationRecordCount])
  records!: PublicationRecordCount[];

  @Field(() => [PublicationProblemCount])
  problemCounts!: PublicationProblemCount[];

  @Field(() => Int)
  problemTotal!: number;

  @Field(() => String, { description: 'Path, at the gateway, of the problems as CSV; for the publishers of the agency.' })
  problemsCsvPath!: string;
}

@ObjectType()
@Directive('@shareable')
export class PublicationEdge {
  @Field(() => Publication)
  node!: Publication;

  @Field(() => String)
  cursor!: string;
}

@ObjectType({ description: 'Publications, the newest first.' })
@Directive('@shareable')
export class PublicationConnection {
  @Field(() => [PublicationEdge])
  edges!: PublicationEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int)
  totalCount!: number;
}

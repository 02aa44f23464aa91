import { Ctx, Field, ObjectType } from 'type-graphql';
import { Column } from 'typeorm';
import type { AgencyContext } from '../agency/context';
import { provenanceOf, type Source } from '../agency/provenance';
import { Provenance } from '../graphql/provenance';

/** Anything in the graph that came in a publication, and can say where it stood in it: a row, or what is made of one row. */
@ObjectType()
export abstract class Traceable implements Source {
  @Column('uuid')
  publicationId!: string;

  @Column('text')
  sourceFile!: string;

  @Column('int')
  sourceRow!: number;

  @Field(() => Provenance, { nullable: true, description: 'Where this version of the record came from.' })
  provenance(@Ctx() context: AgencyContext): Promise<Provenance> {
    return provenanceOf(this, context);
  }
}

/** For what is made of a row: the row's place, to copy. */
export const placeOf = ({ publicationId, sourceFile, sourceRow }: Source): Source => ({ publicationId, sourceFile, sourceRow });

import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { AgencyEnum } from '../../child/enums';
import { Child } from '../../child/person.types';
import type { HubContext } from '../../context';
import { AccessConnection } from './access-log.types';
import { accessLogOf } from './access-log-of';
import { auditedPerson, ledgerState, packOf, unusualBetween } from './audit';
import { LedgerState, SubjectAccessPack, UnusualAccess } from './audit.types';

@Resolver(() => Child)
export class ChildAccessLogResolver {
  @FieldResolver(() => AccessConnection, {
    nullable: true,
    description: 'Who has looked, newest first. Staff of an agency see who saw what is theirs; the auditor sees all of it.',
  })
  accessLog(
    @Root() child: Child,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('custodian', () => AgencyEnum, { nullable: true, description: 'Who saw what this agency released.' })
    custodian: string | null,
    @Ctx() context: HubContext,
  ): Promise<AccessConnection> {
    return accessLogOf(child.id, { first, after, custodian }, context);
  }
}

@Resolver()
export class LedgerResolver {
  @Query(() => AccessConnection, {
    nullable: true,
    description: 'As Child.accessLog, for the auditor, when no case leads to the child.',
  })
  async accessLog(
    @Arg('person', () => ID) person: string,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('custodian', () => AgencyEnum, { nullable: true }) custodian: string | null,
    @Ctx() context: HubContext,
  ): Promise<AccessConnection> {
    return accessLogOf(await auditedPerson(person, 'Query.accessLog', context), { first, after, custodian }, context);
  }

  @Query(() => SubjectAccessPack, {
    nullable: true,
    description: 'Who looked at a person’s record, to be handed to that person (UK GDPR Article 15).',
  })
  async subjectAccessPack(@Arg('person', () => ID) person: string, @Ctx() context: HubContext): Promise<SubjectAccessPack> {
    return packOf(await auditedPerson(person, 'Query.subjectAccessPack', context), context);
  }

  @Query(() => [UnusualAccess], {
    nullable: true,
    description: 'Looks without a case, at one’s own surname or postcode, out of hours, or at very many people. At most 93 days.',
  })
  unusualAccess(
    @Arg('from', () => GraphQLDateTime) from: Date,
    @Arg('to', () => GraphQLDateTime) to: Date,
    @Ctx() context: HubContext,
  ): Promise<UnusualAccess[]> {
    return unusualBetween(from, to, context);
  }

  @Query(() => LedgerState, { nullable: true, description: 'How the ledger stands: sealed, cosigned, compared.' })
  ledgerState(@Ctx() { database }: HubContext): Promise<LedgerState> {
    return ledgerState(database);
  }
}

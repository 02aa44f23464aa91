import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { forbidden, notFound } from '../../../common/errors';
import { Child } from '../child/person.types';
import type { HubContext } from '../context';
import { assignCase } from './assign-case';
import { AssignCaseArguments, CasesArguments, ContactInput } from './case-inputs';
import { adviceOn, CaseAdvice } from './case-advice';
import { listCases } from './case-list';
import { findCase } from './case-reading';
import { Case, CaseConnection } from './case.types';
import { closeCase } from './close-case';
import { submitContact } from './submit-contact';

@Resolver(() => Case)
export class CaseResolver {
  @Query(() => Case, { nullable: true, description: 'Null: absent, or not yours to know.' })
  async case(@Arg('id', () => ID) id: string, @Ctx() context: HubContext): Promise<Case | null> {
    return (await findCase(id, 'Query.case', context)) ?? null;
  }

  @Query(() => CaseConnection)
  cases(@Args(() => CasesArguments) query: CasesArguments, @Ctx() context: HubContext): Promise<CaseConnection> {
    return listCases(query, context);
  }

  @Mutation(() => Case, { nullable: true, description: 'Takes a contact about these children and opens a case.' })
  async submitContact(@Arg('input', () => ContactInput) input: ContactInput, @Ctx() context: HubContext): Promise<Case> {
    return written(await submitContact(input, context), 'Mutation.submitContact', context);
  }

  @Mutation(() => Case, {
    nullable: true,
    description: 'Gives a case to a team or colleague too, and sets its level, purpose and basis.',
  })
  async assignCase(@Args(() => AssignCaseArguments) wanted: AssignCaseArguments, @Ctx() context: HubContext): Promise<Case> {
    await assignCase(wanted, context);
    return written(wanted.caseId, 'Mutation.assignCase', context);
  }

  @Mutation(() => Case, { nullable: true, description: 'Closes a case: nothing is reached through it any more.' })
  async closeCase(
    @Arg('caseId', () => ID) caseId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<Case> {
    await closeCase(caseId, reason, context);
    return written(caseId, 'Mutation.closeCase', context);
  }

  @FieldResolver(() => CaseAdvice, { nullable: true, description: 'The advice that stands. Null: not worked out yet.' })
  advice(@Root() shown: Case, @Ctx() context: HubContext): Promise<CaseAdvice | null> {
    return adviceOn(shown, context);
  }

  @FieldResolver(() => [Child], { nullable: true, description: 'The children it is about, each seen through this case.' })
  async subjects(@Root() shown: Case, @Ctx() context: HubContext): Promise<Child[]> {
    if (shown.status !== 'OPEN') throw forbidden('The case is closed: its people are reached through an open one');
    const circle = await context.loaders.circles.load(shown.id);
    const subjects = [...(circle ?? [])].filter(([, { relation }]) => relation === 'SUBJECT').map(([person]) => person);
    const reached = await context.views.within(shown.subject, subjects);
    return [...reached.values()].filter((person) => person instanceof Child);
  }
}

/** The case after it was written, as its writer now sees it: a change of terms can put it out of their reach. */
async function written(caseId: string, field: string, context: HubContext): Promise<Case> {
  const found = await findCase(caseId, field, context);
  if (found === undefined) throw notFound();
  return found;
}

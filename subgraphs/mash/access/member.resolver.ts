import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { askFor } from '../../../common/access/verdicts';
import { withheldError } from '../../../common/access/withheld-error';
import type { HubContext } from '../context';
import { findColleagues, findMemberById, findTeams, memberId } from './members';
import { Colleague, Principal } from './principal.types';

@Resolver()
export class MemberResolver {
  @Query(() => Principal)
  async me(@Ctx() context: HubContext): Promise<Principal> {
    const { principal, agreement, database } = context;
    const decision = askFor(context, principal, 'Query.me');
    if (decision.state !== 'CONTENT') throw withheldError(agreement, 'membership', decision.rule);
    const member = await findMemberById(principal.sub, database, context.now());
    const { sub, agency, roles, teams } = principal;
    return { id: sub, displayName: member?.displayName ?? sub, agency, roles, teams };
  }

  @Query(() => [String], { nullable: true, description: 'Teams that a contact can be given to.' })
  teams(@Ctx() context: HubContext): Promise<string[]> {
    return findTeams(context.database, context.now());
  }

  @Query(() => [Colleague], { nullable: true, description: 'Who a case can be assigned to.' })
  async colleagues(
    @Arg('team', () => String, { nullable: true }) team: string | null,
    @Ctx() context: HubContext,
  ): Promise<Colleague[]> {
    const members = await findColleagues(team ?? undefined, context.database, context.now());
    return members.map((member) => ({ id: memberId(member), displayName: member.displayName, agency: member.agency }));
  }
}

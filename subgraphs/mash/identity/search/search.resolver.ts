import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { askFor } from '../../../../common/access/verdicts';
import { withheldError } from '../../../../common/access/withheld-error';
import { londonDate } from '../../../../common/time';
import { PurposeEnum } from '../../child/enums';
import type { HubContext } from '../../context';
import { PersonName } from '../identity.types';
import { findChildren, type FoundChild, logSearch } from './find-children';
import { searchKeys, usedKeys } from './search-keys';
import { searchScope } from './search-scope';
import { ChildMatch, PersonSearch } from './search.types';

const FIELD = 'Query.findChildren';

@Resolver()
export class SearchResolver {
  @Query(() => [ChildMatch], { description: 'Children whom you may know to be known, best match first. Every search is logged.' })
  async findChildren(
    @Arg('search', () => PersonSearch) search: PersonSearch,
    @Arg('purpose', () => PurposeEnum) purpose: string,
    @Ctx() context: HubContext,
  ): Promise<ChildMatch[]> {
    const { agreement, database, principal } = context;
    const decision = askFor(context, principal, FIELD);
    if (decision.state !== 'CONTENT') {
      throw withheldError(agreement, agreement.categoryOf.get(FIELD) ?? '', decision.rule);
    }
    const keys = searchKeys(search);
    const scope = await searchScope(purpose, context);
    const found = await findChildren(keys, scope, londonDate(context.now()), database);
    await logSearch({ ...principal, purpose }, usedKeys(keys), found.length, database);
    return found.map(matchOf);
  }
}

/** Before a case is opened nothing tells who knows a child, so the names come without their sources. */
function matchOf({ names, score, matchedOn, ...child }: FoundChild): ChildMatch {
  const unsourced = names.map((name) => Object.assign(new PersonName(), name, { sources: [] }));
  return { ...child, names: unsourced, score: Math.round(score * 100) / 100, matchedOn: [...matchedOn] };
}

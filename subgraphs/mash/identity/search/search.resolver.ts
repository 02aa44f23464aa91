import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { decisionFor } from '../../../../common/access/verdicts';
import { withheldError } from '../../../../common/access/withheld-error';
import { londonDate } from '../../../../common/time';
import { PurposeEnum } from '../../child/enums';
import type { HubContext } from '../../context';
import { PersonName } from '../identity.types';
import { findChildren, type FoundChild, logSearch } from './find-children';
import { searchKeys, usedKeys } from './search-keys';
import { beforeAnyCase, searchScope } from './search-scope';
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
    const { agreement, database, disclosures, principal } = context;
    const category = agreement.categoryOf.get(FIELD) ?? '';
    const decision = decisionFor(context, principal, category);
    if (decision.state !== 'CONTENT') throw withheldError(agreement, category, decision.rule);
    const keys = searchKeys(search);
    const scope = await searchScope(purpose, context);
    const found = await findChildren(keys, scope, londonDate(context.now()), database);
    await logSearch({ ...principal, purpose }, usedKeys(keys), found.length, database);
    // Being found tells the searcher that somebody is known: the ledger says of whom, and under which purpose.
    const searcher = beforeAnyCase(purpose, context);
    for (const { id } of found) disclosures.note({ ...searcher, person: id }, category, FIELD, decision);
    return found.map(matchOf);
  }
}

/** Before a case is opened nothing tells who knows a child, so the names come without their sources. */
function matchOf({ names, score, matchedOn, ...child }: FoundChild): ChildMatch {
  const unsourced = names.map((name) => Object.assign(new PersonName(), name, { sources: [] }));
  return { ...child, names: unsourced, score: Math.round(score * 100) / 100, matchedOn: [...matchedOn] };
}

import { londonDate } from '../../../../common/time';
import { AGENCIES } from '../../../registry';
import type { HubContext } from '../../context';
import { findGuarded } from '../../network/guarded-homes';
import { composePerson } from '../compose-person';
import { consequencesOf } from './consequences';
import { explain } from './explain';
import { findHistory } from './history';
import type { ReviewRow } from './list-reviews';
import { loadRecords, type PersonRecord } from './person-records';
import type { ReviewScope } from './review-scope';
import type { LinkParty, LinkReview } from './review.types';

/** Side by side: what the caller may know of each, how their records agree, what would follow, what was said before. */
export async function describeReviews(
  rows: readonly ReviewRow[],
  scope: ReviewScope,
  context: HubContext,
): Promise<LinkReview[]> {
  const people = await loadRecords(
    rows.flatMap(({ leftHub, rightHub }) => [leftHub, rightHub]),
    scope,
    context.database,
  );
  const guarded = await findGuarded([...people.keys()], context.database);
  const history = await findHistory(rows, context.database);
  const followed = await consequencesOf(rows, people, context);
  return rows.map((row, index) => {
    const left = people.get(row.leftHub) ?? [];
    const right = people.get(row.rightHub) ?? [];
    const hidden = guarded.has(row.leftHub) || guarded.has(row.rightHub);
    const explained = row.restricted ? undefined : explain(row, [...left, ...right], hidden);
    return {
      id: row.id,
      state: row.state,
      openedAt: row.openedAt,
      left: partyOf(row.leftHub, left, { hidden, restricted: row.restricted }, context),
      right: partyOf(row.rightHub, right, { hidden, restricted: row.restricted }, context),
      probability: explained?.probability ?? null,
      weight: explained?.weight ?? null,
      fields: explained?.fields ?? null,
      cautions: explained?.cautions ?? [],
      consequences: followed[index] as LinkReview['consequences'],
      history: history.get(row.id) ?? [],
    };
  });
}

/** @param limits of the pair: of somebody who must not be recognised or found, the other side would tell as much */
function partyOf(
  hub: string,
  records: readonly PersonRecord[],
  limits: { readonly hidden: boolean; readonly restricted: boolean },
  context: HubContext,
): LinkParty {
  const known = records.filter(({ visible }) => visible);
  const agencies = AGENCIES.filter(({ name }) => known.some(({ agency }) => agency === name)).map(({ agency }) => agency);
  const restricted = records.some(({ protectIdentity }) => protectIdentity);
  if (limits.restricted || known.length === 0) {
    const nothing = { names: [], lifeStage: null, dateOfBirth: null, expectedDate: null, sex: null, addresses: null };
    return { person: hub, restricted, ...nothing, agencies };
  }
  const person = composePerson(hub, known, londonDate(context.now()));
  return {
    person: hub,
    restricted,
    names: person.names.map(({ given, family, use }) => ({ given, family, use })),
    lifeStage: person.lifeStage,
    dateOfBirth: person.dateOfBirth ?? null,
    expectedDate: person.expectedDate ?? null,
    sex: person.sex ?? null,
    addresses: limits.hidden ? null : addressesOf(known),
    agencies,
  };
}

function addressesOf(records: readonly PersonRecord[]): NonNullable<LinkParty['addresses']> {
  const written = records.flatMap(({ identity }) => identity.addresses);
  const once = new Map(written.map((one) => [JSON.stringify([one.lines, one.postcode, one.from, one.to]), one]));
  return [...once.values()].map(({ lines, postcode, from, to }) => ({
    lines,
    postcode: postcode ?? null,
    from: from ?? null,
    to: to ?? null,
  }));
}

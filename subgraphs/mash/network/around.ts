import { bind } from '../../../common/access/bound';
import { londonDate } from '../../../common/time';
import type { Adult, Child } from '../child/person.types';
import type { HubContext } from '../context';
import { knownAgencies, shownSources } from '../identity/known-agencies';
import { findAddresses } from './address-history';
import { shownAddress } from './living-with';
import { ChildAtAddress, DatedAddress, SiblingCase } from './network.types';
import { findOtherChildren } from './other-children';
import { findSiblingCases } from './sibling-cases';

export async function addressesOf({ id, subject }: Child | Adult, context: HubContext): Promise<DatedAddress[]> {
  const today = londonDate(context.now());
  const loader = context.loaders.get('addresses', (ids: readonly string[]) => findAddresses(ids, today, context.database));
  const known = knownAgencies(subject, context);
  return ((await loader.load(id)) ?? []).map(({ address, sources, ...fact }) => {
    const shown = { ...fact, address: address && shownAddress(address, subject), sources: shownSources(sources, known) };
    return bind(Object.assign(new DatedAddress(), shown), subject);
  });
}

export async function otherChildrenOf({ id, subject }: Child | Adult, context: HubContext): Promise<ChildAtAddress[]> {
  const today = londonDate(context.now());
  const loader = context.loaders.get('other-children', (ids: readonly string[]) =>
    findOtherChildren(ids, today, context.database),
  );
  const others = (await loader.load(id)) ?? [];
  const reached = await context.views.within(
    subject,
    others.map(({ person }) => person),
  );
  const known = knownAgencies(subject, context);
  return others.map(({ person, sources, ...fact }) => {
    const shown = { ...fact, child: reached.get(person) ?? null, sources: shownSources(sources, known) };
    return bind(Object.assign(new ChildAtAddress(), shown), subject);
  });
}

export async function siblingCasesOf({ subject }: Child, context: HubContext): Promise<SiblingCase[]> {
  const cases = await findSiblingCases(subject, context);
  const reached = await context.views.within(
    subject,
    cases.map(({ sibling }) => sibling),
  );
  return cases.map(({ sibling, ...told }) =>
    bind(Object.assign(new SiblingCase(), { ...told, sibling: reached.get(sibling) ?? null }), subject),
  );
}

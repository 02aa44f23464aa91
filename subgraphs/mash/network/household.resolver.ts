import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Adult, Child } from '../child/person.types';
import type { HubContext } from '../context';
import { addressesOf, otherChildrenOf, siblingCasesOf } from './around';
import { childrenOf, householdOf, relationshipsOf } from './living-with';
import { ChildAtAddress, DatedAddress, HouseholdMember, Relationship, SiblingCase } from './network.types';

/** With whom a person lives and is related; the same fields on both concrete types. */
function networkFieldsOf(type: typeof Child | typeof Adult) {
  @Resolver(() => type)
  class NetworkResolver {
    @FieldResolver(() => [HouseholdMember], { nullable: true })
    household(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<HouseholdMember[]> {
      return householdOf(person, context);
    }

    @FieldResolver(() => [Relationship], { nullable: true })
    relationships(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<Relationship[]> {
      return relationshipsOf(person, context);
    }

    @FieldResolver(() => [DatedAddress], {
      nullable: true,
      description: 'Current ones first; every agency by itself where they differ.',
    })
    addresses(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<DatedAddress[]> {
      return addressesOf(person, context);
    }

    @FieldResolver(() => [ChildAtAddress], {
      nullable: true,
      description: 'Other children at any address of the person, past ones too.',
    })
    otherChildrenAtAddress(@Root() person: Child | Adult, @Ctx() context: HubContext): Promise<ChildAtAddress[]> {
      return otherChildrenOf(person, context);
    }
  }
  return NetworkResolver;
}

export const HouseholdResolver = networkFieldsOf(Child);
export const AdultHouseholdResolver = networkFieldsOf(Adult);

@Resolver(() => HouseholdMember)
export class HouseholdMemberResolver {
  @FieldResolver(() => [Relationship], {
    nullable: true,
    description: 'Of an adult: children to whom an agency ties them, besides the person looked at.',
  })
  otherChildren(@Root() member: HouseholdMember, @Ctx() context: HubContext): Promise<Relationship[] | null> {
    return childrenOf(member, context);
  }
}

@Resolver(() => Child)
export class SiblingCaseResolver {
  @FieldResolver(() => [SiblingCase], {
    nullable: true,
    description: 'Cases about brothers and sisters that you may use; latest first.',
  })
  siblingCases(@Root() person: Child, @Ctx() context: HubContext): Promise<SiblingCase[]> {
    return siblingCasesOf(person, context);
  }
}

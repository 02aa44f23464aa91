import 'reflect-metadata';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { disclosuresOf } from '../ledger/own-disclosures';
import { DisclosureConnection } from '../ledger/own-disclosures.types';
import { EmergencyNotice, emergencyNotices } from '../notices/own-notices';
import type { AgencyContext } from './context';
import type { AgencyDefinition } from './definition';

/** One class for each agency, however often its schema is built: type-graphql remembers every class that it is shown. */
const made = new Map<string, Function>();

/**
 * What an agency's own staff read of the agency as a custodian, the same in every agency under its own name: `policeDisclosures`,
 * `policeEmergencyNotices`. It is the agency's own log, in its own database: no case is needed, and the hub is not believed. None for
 * an agency that takes no format, and so holds nothing.
 */
export function custodianResolvers({ registered: { name, field, title }, importers }: AgencyDefinition): readonly Function[] {
  if (importers.length === 0) return [];
  const known = made.get(name);
  if (known !== undefined) return [known];
  @Resolver()
  class CustodianResolver {
    @Query(() => DisclosureConnection, {
      name: `${field}Disclosures`,
      nullable: true,
      description: `Who was shown, or refused, what ${title} holds of one of its people, newest first; for its own staff.`,
    })
    disclosures(
      @Arg('personId', () => ID, { description: 'The agency’s own id.' }) personId: string,
      @Arg('first', () => Int, { nullable: true }) first: number | null,
      @Arg('after', () => String, { nullable: true }) after: string | null,
      @Ctx() context: AgencyContext,
    ): Promise<DisclosureConnection> {
      return disclosuresOf(personId, { first, after }, context);
    }

    @Query(() => [EmergencyNotice], {
      name: `${field}EmergencyNotices`,
      nullable: true,
      description: `Emergency access to people of ${title} without a case, newest first; for its own staff.`,
    })
    emergencyNotices(
      @Arg('first', () => Int, { nullable: true }) first: number | null,
      @Ctx() context: AgencyContext,
    ): Promise<EmergencyNotice[]> {
      return emergencyNotices(first, context);
    }
  }
  made.set(name, CustodianResolver);
  return [CustodianResolver];
}

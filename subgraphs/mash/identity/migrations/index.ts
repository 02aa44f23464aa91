import { IdentityFeed1795305600300 } from './20261122-identity-feed';
import { IdentityNetwork1795305600200 } from './20261122-identity-network';
import { IdentityPeople1795305600100 } from './20261122-identity-people';

export const identityMigrations = [IdentityPeople1795305600100, IdentityNetwork1795305600200, IdentityFeed1795305600300] as const;

import { IdentityFeed1795305600300 } from './20261122-identity-feed';
import { IdentityNetwork1795305600200 } from './20261122-identity-network';
import { IdentityPeople1795305600100 } from './20261122-identity-people';
import { IdentityMatching1795392000100 } from './20261123-identity-matching';
import { LinkReview1795392000200 } from './20261123-link-review';
import { RetrievalKeys1795392000300 } from './20261123-retrieval-keys';
import { WrongLinks1795478400211 } from './20261124-wrong-links';

export const identityMigrations = [
  IdentityPeople1795305600100,
  IdentityNetwork1795305600200,
  IdentityFeed1795305600300,
  IdentityMatching1795392000100,
  LinkReview1795392000200,
  RetrievalKeys1795392000300,
  WrongLinks1795478400211,
] as const;

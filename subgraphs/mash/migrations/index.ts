import { identityMigrations } from '../identity/migrations';
import { thresholdMigrations } from '../threshold/migrations';
import { AccessCases1795305710000 } from './20261122-access-cases';
import { AccessLog1795305720000 } from './20261122-access-log';
import { EmergencyAccess1795406400000 } from './20261123-emergency-access';
import { AccessMembers1795305700000 } from './20261122-access-members';
import { RegisterAndRights1795435200018 } from './20261123-register-and-rights';
import { LedgerRestart1795436000005 } from './20261122-ledger-restart';
import { Ledger1795410000000 } from './20261123-ledger';
import { OwnPeople1795436000010 } from './20261122-own-people';
import { MemberHome1795411000000 } from './20261123-member-home';

/** Every migration of the hub's database, in the order of their numbers. */
export const HUB_MIGRATIONS: readonly Function[] = [
  ...identityMigrations,
  AccessMembers1795305700000,
  AccessCases1795305710000,
  AccessLog1795305720000,
  EmergencyAccess1795406400000,
  Ledger1795410000000,
  MemberHome1795411000000,
  ...thresholdMigrations,
  RegisterAndRights1795435200018,
  LedgerRestart1795436000005,
  OwnPeople1795436000010,
];

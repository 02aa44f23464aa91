import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { decide } from '../../../common/access/decide';
import type { Principal } from '../../../common/access/subject';
import { AGENCIES } from '../../../subgraphs/registry';

const NOW = new Date('2026-11-22T10:00:00Z');
const who = (agency: string, ...roles: string[]): Principal => ({
  kind: 'principal',
  sub: 's',
  agency,
  roles,
  teams: [],
  rid: 'r',
});

describe.each(AGENCIES)('in the agreement of $name', ({ agency, name }) => {
  const file = join(__dirname, `../../../policy/agreements/${name}.yaml`);
  const agreement = compileAgreement(readFileSync(file, 'utf8'), file);
  const reads = (principal: Principal) =>
    [...agreement.categories.keys()].filter((category) => decide(principal, agreement, category, NOW).state !== 'WITHHELD');
  const other = AGENCIES.find((one) => one.agency !== agency)?.agency ?? '';

  test('publishing is all that publishers and the auditor of the hub may read', () => {
    expect(reads(who(agency, 'publisher'))).toEqual(['publishing']);
    expect(reads(who('MASH', 'ig_auditor'))).toEqual(['publishing']);
    expect(reads(who('MASH', 'mash_analyst', 'ig_auditor'))).toEqual(['publishing']);
  });

  test('no other agency sends an auditor, and no other role of the hub reads anything without a case', () => {
    expect(reads(who(other, 'ig_auditor', 'publisher'))).toEqual([]);
    const roles = [
      'mash_analyst',
      'decision_maker',
      'screening_officer',
      'publisher',
      ...AGENCIES.map(() => 'police_researcher'),
    ];
    expect(reads(who('MASH', ...roles))).toEqual([]);
  });
});

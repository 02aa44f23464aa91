import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENCIES } from '../../../../subgraphs/registry';

/**
 * A policy folder with the hub's real agreement and purposes; of the agencies only that each has an agreement.
 * @param telling codes of agencies that tell whoever screens whom they know
 */
export function writePolicy(dir: string, telling: readonly string[] = []): string {
  mkdirSync(join(dir, 'agreements'), { recursive: true });
  for (const file of ['purposes.yaml', 'indicators.yaml', 'derived-indicators.yaml', 'advice.yaml'])
    copyFileSync(join('policy', file), join(dir, file));
  cpSync('policy/thresholds', join(dir, 'thresholds'), { recursive: true });
  copyFileSync('policy/agreements/mash.yaml', join(dir, 'agreements', 'mash.yaml'));
  for (const { agency, name, field, recordType, title } of AGENCIES) {
    const tells = telling.includes(agency);
    const fields = tells ? `${recordType}.persons, Query.${field}Record` : `${recordType}.persons`;
    writeFileSync(join(dir, 'agreements', `${name}.yaml`), agreement(agency, title, fields, tells ? SCREENING : ''));
  }
  return dir;
}

const SCREENING = `{ id: screening, fromLevel: 1, roles: [mash_analyst, decision_maker], purposes: [SCREENING, SECTION_47],
      bases: [PUBLIC_TASK, LEGAL_OBLIGATION, CONSENT, VITAL_INTERESTS], relations: [SUBJECT, HOUSEHOLD_CHILD, HOUSEHOLD_ADULT] }`;

const agreement = (agency: string, title: string, fields: string, existence: string) => `
agency: ${agency}
version: '${agency}-7'
title: ${JSON.stringify(title)}
parties: []
lawfulBasis: none
review: never
validFrom: '2026-01-01'
validUntil: '2099-12-31'
categories:
  identity:
    title: Who we think this is
    fields: [${fields}]
    content: []
    existence: [${existence}]
    own: []
    threshold: none
    locating: false
    identifying: false
    tell: Nothing is shared.
    owner: Nobody
    reviewed: '2026-01-01'
`;

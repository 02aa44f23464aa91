/**
 * The agencies the hub federates, in the order they are shown.
 *
 * This list is the only place an agency is named: `Child`, `Adult`, `Grants` and the `Agency` enum are generated from it.
 * Adding an agency is one folder here, one line here and one agreement file.
 */
export const AGENCIES = [
  { agency: 'POLICE', name: 'police', field: 'police', recordType: 'PoliceRecord', title: 'Police' },
  { agency: 'HEALTH', name: 'health', field: 'health', recordType: 'HealthRecord', title: 'Health' },
  { agency: 'EDUCATION', name: 'education', field: 'education', recordType: 'EducationRecord', title: 'Education' },
  {
    agency: 'SOCIAL_CARE',
    name: 'social-care',
    field: 'socialCare',
    recordType: 'SocialCareRecord',
    title: "Children's social care",
  },
] as const;

export type RegisteredAgency = (typeof AGENCIES)[number];
export type AgencyCode = RegisteredAgency['agency'];
export type AgencyName = RegisteredAgency['name'];

/** The hub's own subgraph: identity, cases, thresholds and the ledger. It is not an agency and holds no agency record. */
export const HUB = { name: 'mash', title: 'Multi-Agency Safeguarding Hub' } as const;

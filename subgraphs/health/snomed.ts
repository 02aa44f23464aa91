import { codesOf } from '../../common/codes';

/** A code as it was published and stored. */
export interface StoredCode {
  readonly code?: string | null;
  readonly system?: string | null;
}

/** The few SNOMED CT concepts that rules ask about. Identifiers only: the terms belong to SNOMED International. */
const CONCEPTS = {
  protectionPlan: ['342191000000101', '1064311000000109', '160887007', '818901000000100'],
  protectionPlanEnded: ['342891000000105', '1025431000000104', '160889005'],
  safeguardingConcern: [
    '836881000000105',
    '1064961000000107',
    '878111000000109',
    '887041000000104',
    '1010196001',
    '287441000000101',
  ],
  unbornConcern: ['878111000000109'],
  carerConcern: ['1076171000000104', '424759000', '422913006'],
  physicalCategory: ['802311000000100'],
  sexualCategory: ['802281000000103'],
  emotionalCategory: ['802301000000102', '278707004'],
  neglect: ['802271000000100', '418496002', '720824009', '720823003', '704658004', '1045941000000103', '702953007'],
  sexualExploitationRisk: ['919461000000108', '716565009', '1086791000000109'],
  sexualExploitationVictim: ['713834002', '785101000000105'],
  criminalExploitation: ['1188261000000103', '1188271000000105'],
  trafficked: ['734998001'],
  lookedAfter: ['764841000000100'],
  lookedAfterEnded: ['764951000000107'],
  fgm: [
    '713201008',
    '902961000000107',
    '715477006',
    '429744008',
    '95041000119101',
    '130631000119108',
    '130621000119105',
    '130611000119103',
    '107411000119108',
    '977471000000103',
    '977491000000104',
    '977511000000107',
    '977571000000102',
    '977611000000106',
  ],
  pregnancy: ['77386006', '72892002', '289908002'],
  notBrought: ['901441000000108'],
  domesticAbuse: ['205171000000107', '879911000000102', '881081000000100', '895141000000105', '160802003', '161051006'],
  householdSubstanceUse: [
    '1104261000000109',
    '713070003',
    '713071004',
    '713053006',
    '713054000',
    '442080007',
    '439213009',
    '439138006',
    '789612004',
    '722417007',
  ],
  substanceDependence: ['66590003', '191816009'],
  substanceMisuse: ['15167005', '26416006'],
  selfHarm: ['248062006', '276853009'],
  suicidal: ['6471006', '82313006'],
  psychosis: ['69322001'],
  injury: ['125667009', '125605004', '125666000', '82271004', '312608009', '416462003', '110030002'],
  falteringGrowth: ['54840006'],
  dentalCaries: ['80967001'],
} as const satisfies Record<string, readonly string[]>;

export type Concept = keyof typeof CONCEPTS;

const SYSTEMS: ReadonlySet<string> = new Set(['http://snomed.info/sct', 'https://snomed.info/sct']);

/** True when a code is one of these concepts. A code of another system never is; one without a system may be. */
export function isConcept(coded: StoredCode | null | undefined, ...concepts: readonly Concept[]): boolean {
  const { code, system } = coded ?? {};
  if (code == null || (system != null && !SYSTEMS.has(system))) return false;
  return concepts.some((concept) => (CONCEPTS[concept] as readonly string[]).includes(code));
}

/** Which agreement category a coded condition stands in; FGM, pregnancy and concerns for a child have lines of their own. */
export type ConditionTopic = 'fgm' | 'pregnancy' | 'safeguarding' | 'clinical';

const RELEVANT_TO_PARENTING: readonly Concept[] = [
  'protectionPlan',
  'protectionPlanEnded',
  'safeguardingConcern',
  'unbornConcern',
  'carerConcern',
  'physicalCategory',
  'sexualCategory',
  'emotionalCategory',
  'neglect',
  'sexualExploitationRisk',
  'sexualExploitationVictim',
  'criminalExploitation',
  'trafficked',
  'lookedAfter',
  'lookedAfterEnded',
  'notBrought',
  'domesticAbuse',
  'householdSubstanceUse',
  'substanceDependence',
  'substanceMisuse',
  'selfHarm',
  'suicidal',
  'psychosis',
];
const NATIONAL: ReadonlySet<string> = new Set(codesOf('snomed.safeguarding'));

/** @param condition as stored: `safeguarding` is what the importer found the source to say. */
export function topicOf(condition: StoredCode & { readonly safeguarding: boolean }): ConditionTopic {
  if (isConcept(condition, 'fgm')) return 'fgm';
  if (isConcept(condition, 'pregnancy')) return 'pregnancy';
  const national = condition.code != null && NATIONAL.has(condition.code);
  return condition.safeguarding || national || isConcept(condition, ...RELEVANT_TO_PARENTING) ? 'safeguarding' : 'clinical';
}

/**
 * Why no connected agency derives an indicator: what its records hold, and what they lack. A reason for each indicator that is
 * derived by nobody, and for no other; the generator of the table in `docs/threshold.md` stops where the two differ.
 */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'Adult social care holds it, and is not connected yet': [
    'young_carer_excessive',
    'adult_safeguarding_enquiry_in_home',
    'hoarding_clutter',
  ],
  'The domestic abuse service holds it, and is not connected yet; the police extract has the grade of a DASH assessment and not its answers':
    ['da_threat_to_kill_or_stalking', 'da_separation_control_violence'],
  'The domestic abuse service holds it, and is not connected yet': ['pf_specialist_da_support'],
  'Health visitors score development in a questionnaire; the records taken carry that the review was held, and no score': [
    'milestones_slow',
    'milestones_unlikely',
  ],
  'General practice may code it; there is no published list of such codes that a partnership could adopt, and none is guessed': [
    'diet_poor',
    'early_sexual_activity',
    'unsafe_sexual_activity',
    'housing_poor',
    'family_socially_isolated',
  ],
  'A conclusion of a paediatrician from several records; no single code proves it, and an emergency attendance is coded by the injury and not by how well the story fits':
    [
      'medical_care_refused',
      'fabricated_induced_illness_suspected',
      'injury_patterned',
      'injury_unexplained',
      'burn_unsuitable_explanation',
    ],
  'The code for substance use is derived at level 3; how grave and how lasting it is no code says': [
    'substance_persistent_high_risk',
  ],
  "It joins two people's records, the carer's and the child's, inside health; the hub joins them only by rules of the model": [
    'baby_exposed_to_substance_users',
    'parent_young_unsupported',
  ],
  'Seen on a visit and written as text; no code says it': ['attachment_poor', 'responses_inconsistent'],
  'Said to a professional and written as text; what a child says is derived (child_disclosure), what a carer says has no field': [
    'parent_disclosure',
  ],
  'The treatment service knows who keeps to it; health records carry the diagnosis and the referral': ['pf_treatment_engaged'],
  'Schools keep attainment in their own systems; the census and the education extract carry none': ['underachieving'],
  "The authority's tracking of 16 and 17 year olds holds it, and no format of it is taken yet": ['neet'],
  "A safeguarding lead's concern is of one of thirteen kinds, and this is none of them; it stands in the text, which is not read":
    [
      'bullied',
      'diet_restricted_hungry',
      'self_esteem_low',
      'discrimination_persistent',
      'hygiene_early',
      'hygiene_clothing_poor',
      'boundaries_inconsistent',
      'boundaries_harsh_or_absent',
      'routine_lacking',
      'child_seen_as_problem',
      'rejecting_highly_critical',
      'bereavement_separation_unresolved',
    ],
  'The family court and Cafcass hold it, and neither is connected': ['acrimonious_separation'],
  'The police record that a child is exploited, which is derived at a higher level; the early signs stand in text': [
    'cse_low_indicators',
  ],
  'Prisons and probation hold it, and neither is connected; the police record arrests and disposals, not sentences being served':
    ['parent_in_prison'],
  'Bail and protective orders are not in the police extract': ['pf_source_of_harm_no_access'],
  'A judgement of the social worker, written in the assessment or plan; the census has no factor for it. Motivation and capacity can be recorded here (judgeCarer)':
    [
      'noncompliance',
      'disengaged_or_avoidant',
      'beyond_parental_control',
      'care_erratic',
      'household_chaotic',
      'pf_insight',
      'pf_motivated_to_change',
      'pf_protective_adult_in_home',
      'pf_support_network',
      'pf_named_safety_people',
      'pf_change_sustained',
    ],
  'Housing and benefit services hold it, and neither is connected; the census has no factor for it': [
    'housing_unsafe_overcrowded',
    'eviction_risk',
    'debt_serious',
    'no_recourse_public_funds',
  ],
  'Schools know it and have no record of it': ['pf_trusted_adult_at_school'],
};

/**
 * @param codes every indicator that no connected agency derives.
 * @throws Error naming each that has no reason here, and each that has one and is derived.
 */
export function whyNotDerived(codes: readonly string[]): ReadonlyMap<string, string> {
  const reasons = new Map(Object.entries(REASONS).flatMap(([reason, of]) => of.map((code) => [code, reason] as const)));
  const lacking = codes.filter((code) => !reasons.has(code));
  const idle = [...reasons.keys()].filter((code) => !codes.includes(code));
  if (lacking.length + idle.length > 0) {
    throw new Error(
      `tools/not-derived.ts: no reason for ${lacking.join(', ') || 'none'}; a reason for what is derived: ${idle.join(', ') || 'none'}`,
    );
  }
  return reasons;
}

/** Someone the development sign-in lets you be. Who they are to the hub, its membership register says. */
export interface Persona {
  /** The subject of the token; a role in kebab-case, or `<agency>-publisher`. */
  readonly name: string;
  /** What the sign-in page says about them. */
  readonly title: string;
}

export const PERSONAS: readonly Persona[] = [
  { name: 'screening-officer', title: 'Screening officer at the front door' },
  { name: 'mash-analyst', title: 'MASH analyst' },
  { name: 'decision-maker', title: 'Decision-maker (social work manager)' },
  { name: 'police-researcher', title: 'Police researcher in the MASH' },
  { name: 'health-navigator', title: 'Health navigator in the MASH' },
  { name: 'education-lead', title: 'Education lead in the MASH' },
  { name: 'social-care-lead', title: "Children's social care lead in the MASH" },
  { name: 'early-help-worker', title: 'Early help worker' },
  { name: 'ig-auditor', title: 'Information governance auditor' },
  { name: 'police-publisher', title: 'Publishing system of the police' },
  { name: 'health-publisher', title: 'Publishing system of health' },
  { name: 'education-publisher', title: 'Publishing system of education' },
  { name: 'social-care-publisher', title: "Publishing system of children's social care" },
];

import type { ThresholdModel } from '../../subgraphs/mash/threshold/model/model';
import { nameOf } from '../../subgraphs/mash/threshold/policy/adopted';
import type { AdvicePolicy } from '../../subgraphs/mash/threshold/policy/advice-policy';
import type { Comparison } from './compare';
import { told } from './report';

export interface RecordSetting {
  readonly model: ThresholdModel;
  readonly advice: AdvicePolicy;
  readonly derived: number;
  readonly indicators: number;
  readonly agencies: readonly string[];
  /** ISO date. */
  readonly today: string;
}

/**
 * The public record of the tool under the headings of the UK Algorithmic Transparency Recording Standard (tier 1 and tier 2). What
 * only the partnership can say stands as a question in brackets; everything else is read from the files that are in effect.
 */
export function transparencyRecord({ next, children }: Comparison, setting: RecordSetting): string {
  const { model, advice, derived, indicators, agencies, today } = setting;
  const { decided, right, falseAlarms, misses } = next.against;
  const section = (heading: string, ...lines: readonly string[]): string[] => [
    heading,
    '',
    ...lines.flatMap((line) => [line, '']),
  ];
  return [
    ...section(
      '# Algorithmic transparency record: suggested level of need',
      `Written on ${today} from the policy files in effect.`,
    ),
    '## Tier 1: summary',
    '',
    ...section('### Name', `Threshold advice of the Multi-Agency Safeguarding Hub (${nameOf(model)}, ${model.title})`),
    ...section(
      '### Description',
      'Suggests a level of need for a child from coded facts that agencies derive from their own records, shows which rules are met, which are not and which cannot be told, and leaves the decision to a person. It gives no score and no probability, and learns from no data.',
    ),
    ...section('### Website URL', '[Partnership to give]'),
    ...section('### Contact email', '[Partnership to give]'),
    '## Tier 2: detail',
    '',
    '### Owner and responsibility',
    '',
    ...section('#### Organisation or department', model.partnership),
    ...section('#### Team', '[Partnership to give]'),
    ...section('#### Senior responsible owner', '[Partnership to give]'),
    ...section(
      '#### External supplier involvement',
      'None. The software is open source; the rules are the partnership’s own file.',
    ),
    '### Description and rationale',
    '',
    ...section(
      '#### Detailed description',
      `${model.rules.length} rules over ${indicators} coded indicators, of which ${derived} are derived from records today. A rule is met, not met, or cannot be told. The level is the highest rule met; beside it stands the highest level that what is unknown could still bring it to.`,
      ...model.rules.map(({ id, level, wording, source }) => `- \`${id}\`, level ${level}: ${wording} (${source})`),
    ),
    ...section(
      '#### Scope',
      'Children with an open contact or case, and unborn children. It does not open, close or prioritise a case by itself.',
    ),
    ...section(
      '#### Benefit',
      'Facts that several agencies hold are seen together; a silence is shown as a silence; every suggestion names its evidence.',
    ),
    ...section('#### Previous process', 'Each professional applied the published threshold document by reading.'),
    ...section(
      '#### Alternatives considered',
      'A statistical risk score: rejected, because it cannot be explained by its evidence and would learn past practice.',
    ),
    '### Decision-making process',
    '',
    ...section(
      '#### Process integration',
      'Shown to those who analyse and decide on the case, beside the records and the chronology.',
    ),
    ...section(
      '#### Provided information',
      ...model.levels.map(({ level, name, response }) => `- ${level}, ${name}: ${response}`),
    ),
    ...section(
      '#### Frequency and scale of usage',
      `Worked out again whenever an agency publishes; ${told(children)} children in this report.`,
    ),
    ...section(
      '#### Human decisions and review',
      `A decision-maker records every decision with its reason. ${advice.twoPeople.belowAdvice ? 'Two people sign a decision below the advice.' : ''} ${advice.twoPeople.noActionWhileIncomplete ? 'Two people sign no further action on an incomplete assessment.' : ''} Two people sign from the ${ordinal(advice.twoPeople.repeatedNoAction.atLeast)} decision of no further action within ${advice.twoPeople.repeatedNoAction.within} days.`,
    ),
    ...section('#### Required training', '[Partnership to give]'),
    ...section(
      '#### Appeals and review',
      'Each decision is kept with the assessment it saw and can be worked out again under the model of its day. [Partnership to give the complaints route]',
    ),
    '### Tool specification',
    '',
    ...section(
      '#### System architecture',
      'A pure function over facts that agencies feed; see the repository’s docs/threshold.md and docs/architecture.md.',
    ),
    ...section('#### Phase', '[Partnership to give: beta, production]'),
    ...section(
      '#### Maintenance',
      'A change is a new version of the file with its own date, back-tested by this report and adopted by the partnership.',
    ),
    ...section('#### Models', `Rule-based. ${model.id}, version ${model.version}, SHA-256 ${model.sha256}.`),
    '### Model specification',
    '',
    ...section('#### Model task', 'Suggest one of the levels of need of the partnership’s threshold document.'),
    ...section(
      '#### Model input',
      'Coded indicators with dates, confidence and agency; whether somebody is born; who lives with whom; judgements of carers.',
    ),
    ...section(
      '#### Model output',
      'A level, how far it could reach, the state of every rule with its evidence, and what is missing.',
    ),
    ...section('#### Model architecture', 'Conditions of a small closed vocabulary in three values; no weights.'),
    ...section(
      '#### Model performance',
      `Against ${told(decided)} decisions of people: the same ${told(right)}, above ${told(falseAlarms)}, below ${told(misses)}. Neither side is taken for the truth. By age, ethnicity and agency: see report.md beside this record.`,
    ),
    ...section(
      '#### Datasets and their purposes',
      'None: nothing is trained. The cases of this report are used to compare versions only.',
    ),
    '### Operational data specification',
    '',
    ...section('#### Data sources', agencies.map((agency) => `- ${agency}`).join('\n')),
    ...section(
      '#### Sensitive attributes',
      'Health, criminal offence and safeguarding data. Ethnicity is not weighed; it is used here to look for unequal effects.',
    ),
    ...section(
      '#### Data processing methods',
      'Each agency derives codes from its own records; the same event told by two agencies counts once.',
    ),
    ...section(
      '#### Data access and storage',
      'Signals are kept while a case is open; what a decision saw is kept with the decision.',
    ),
    ...section(
      '#### Data sharing agreements',
      'The agencies’ sharing agreements (policy/agreements) decide, category by category, what may influence the level for whom.',
    ),
    '### Risks, mitigations and impact assessments',
    '',
    ...section('#### Impact assessment', '[Partnership to give: data protection impact assessment, equality impact assessment]'),
    ...section(
      '#### Risks and mitigations',
      '- The level is read as a verdict: every assessment says that a person decides, and that agencies may hold more.',
      '- Silence is read as safety: what cannot be told is shown as such and widens the range.',
      '- Some groups are better recorded than others: the report shows who moves, by group.',
      '- Evidence that may not be shown: it moves the level alone, and the assessment says so.',
    ),
  ]
    .join('\n')
    .replaceAll('’', "'");
}

const ordinal = (count: number): string => ({ 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth' })[count] ?? `${count}th`;

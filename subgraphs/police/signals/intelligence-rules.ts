import type { Finding, SignalRule } from '../../../common/signal-rules';
import type { IntelligenceData } from '../../../importers/records/police';
import { isAdultOn, isChildOn, type PoliceFacts } from './facts';
import { atRow, YEAR } from './findings';

type Report = PoliceFacts['intelligence'][number];

const category = 'intelligence';

/** Credible from a reliable source who knows it directly or has it corroborated; nothing from what is suspected to be false. */
function confidenceIn(report: Report): Finding['confidence'] | undefined {
  if (report.informationGrade === 'E') return undefined;
  const known = report.informationGrade === 'A' || report.informationGrade === 'B';
  return report.sourceGrade === '1' && known ? 'CREDIBLE' : 'UNCONFIRMED';
}

const reported =
  (topics: readonly IntelligenceData['topic'][], who: typeof isChildOn) =>
  (facts: PoliceFacts): Finding[] =>
    facts.intelligence
      .filter((report) => topics.includes(report.topic) && who(facts.person, report.reportedOn))
      .flatMap((report) => {
        const confidence = confidenceIn(report);
        return confidence === undefined ? [] : [atRow(report, report.reportedOn, confidence, YEAR)];
      });

/** Every one of them carries the intelligence category: it moves a level and is never listed as evidence. */
export const INTELLIGENCE_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'cse_current',
    category,
    because: 'Intelligence that a child is sexually exploited.',
    find: reported(['CHILD_SEXUAL_EXPLOITATION'], isChildOn),
  },
  {
    indicator: 'cce_gang_involved',
    category,
    because: 'Intelligence that a child is criminally exploited.',
    find: reported(['CHILD_CRIMINAL_EXPLOITATION'], isChildOn),
  },
  {
    indicator: 'trafficked',
    category,
    because: 'Intelligence that a child is a victim of modern slavery.',
    find: reported(['MODERN_SLAVERY'], isChildOn),
  },
  {
    indicator: 'honour_based_abuse_risk',
    category,
    because: 'Intelligence of honour-based abuse or forced marriage about a child.',
    find: reported(['HONOUR_BASED_ABUSE', 'FORCED_MARRIAGE'], isChildOn),
  },
  {
    indicator: 'dangerous_adult_access',
    category,
    because: 'Intelligence that an adult of the household harms or exploits children.',
    find: reported(
      ['SEXUAL_OFFENCE', 'CHILD_SEXUAL_EXPLOITATION', 'CHILD_CRIMINAL_EXPLOITATION', 'MODERN_SLAVERY', 'CRUELTY'],
      isAdultOn,
    ),
  },
  {
    indicator: 'carers_involved_in_crime',
    category,
    because: 'Intelligence of drugs or weapons offences about an adult of the household.',
    find: reported(['DRUGS', 'WEAPON'], isAdultOn),
  },
  {
    indicator: 'da_concern_possible',
    category,
    because: 'Intelligence of domestic abuse.',
    find: ({ intelligence, ...facts }) =>
      [isChildOn, isAdultOn].flatMap((who) => reported(['DOMESTIC_ABUSE'], who)({ ...facts, intelligence })),
  },
];

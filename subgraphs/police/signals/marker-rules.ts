import type { Finding, SignalRule } from '../../../common/signal-rules';
import type { WarningMarkerData } from '../../../importers/records/police';
import { isAdultOn, isChildOn, type PoliceFacts } from './facts';
import { atRow } from './findings';

type Who = typeof isChildOn;
type Find = (facts: PoliceFacts, today: string) => Finding[];

const category = 'warning_markers';

/** One finding for each such marker that stands today, on a person who is now a child or an adult; it goes when the marker goes. */
const standing =
  (markers: readonly WarningMarkerData['marker'][], who: Who, confidence: Finding['confidence']): Find =>
  (facts, today) =>
    facts.markers
      .filter(
        (row) =>
          markers.includes(row.marker) && row.from <= today && (row.to === null || row.to >= today) && who(facts.person, today),
      )
      .map((row) => atRow(row, row.from, confidence));

export const MARKER_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'sexual_offender_in_or_joining_home',
    category,
    because:
      'An adult of the household is a registered sex offender (Sexual Offences Act 2003 part 2). Only household adults of a case are watched.',
    find: standing(['REGISTERED_SEX_OFFENDER'], isAdultOn, 'CONFIRMED'),
  },
  {
    indicator: 'harmful_sexual_behaviour',
    category,
    because: 'A child is subject to sex offender registration.',
    find: standing(['REGISTERED_SEX_OFFENDER'], isChildOn, 'CONFIRMED'),
  },
  {
    indicator: 'violent_history_adult',
    category,
    because: 'The police warn that this adult is violent or carries weapons.',
    find: standing(['VIOLENT', 'WEAPONS'], isAdultOn, 'CREDIBLE'),
  },
  {
    indicator: 'behaviour_serious_danger',
    category,
    because: 'The police warn that this child is violent or carries weapons.',
    find: standing(['VIOLENT', 'WEAPONS'], isChildOn, 'CREDIBLE'),
  },
  {
    indicator: 'cse_current',
    category,
    because: 'The police hold this child to be at risk of sexual exploitation.',
    find: standing(['CHILD_SEXUAL_EXPLOITATION_RISK'], isChildOn, 'CREDIBLE'),
  },
  {
    indicator: 'cce_gang_involved',
    category,
    because: 'The police hold this child to be at risk of criminal exploitation, or associated with a gang.',
    find: standing(['CHILD_CRIMINAL_EXPLOITATION_RISK', 'GANG_ASSOCIATION'], isChildOn, 'CREDIBLE'),
  },
  {
    indicator: 'mental_health_acute',
    category,
    because: 'The police warn that this child is suicidal.',
    find: standing(['SUICIDAL'], isChildOn, 'CREDIBLE'),
  },
  {
    indicator: 'self_harm_single',
    category,
    because: 'The police warn that this child self-harms; how often is not told.',
    find: standing(['SELF_HARM'], isChildOn, 'CREDIBLE'),
  },
  {
    indicator: 'substance_regular',
    category,
    because: 'The police hold this child to use drugs.',
    find: standing(['DRUGS'], isChildOn, 'CREDIBLE'),
  },
  {
    indicator: 'parent_health_affects_child',
    category,
    because:
      'The police warn of drugs, self-harm, suicide or mental ill health of an adult of the household; how it affects care is not told.',
    find: standing(['DRUGS', 'SELF_HARM', 'SUICIDAL', 'MENTAL_HEALTH'], isAdultOn, 'UNCONFIRMED'),
  },
];

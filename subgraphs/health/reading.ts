import { bind } from '../../common/access/bound';
import type { AgencyContext } from '../../common/agency/context';
import type { AgencyRecord } from '../../common/agency/definition';
import { rowsAbout } from '../../common/agency/rows';
import { HealthCondition } from './records/condition';
import { FgmRecord, HealthFlag } from './records/flag';
import { type ConditionTopic, isConcept, topicOf } from './snomed';

/** The category of the agreement that conditions of a topic stand in. */
export const CATEGORY_OF_TOPIC: Readonly<Record<ConditionTopic, string>> = {
  fgm: 'fgm',
  pregnancy: 'pregnancy',
  safeguarding: 'safeguarding_codes',
  clinical: 'conditions',
};

/** Conditions of one topic, newest first: each topic stands in a category of its own. */
export async function conditionsOn(
  topic: ConditionTopic,
  record: AgencyRecord,
  context: AgencyContext,
): Promise<HealthCondition[]> {
  const conditions = await rowsAbout(record, HealthCondition, context);
  return conditions.filter((condition) => topicOf(condition) === topic).sort((a, b) => b.on.localeCompare(a.on));
}

/** An FGM flag, or one of another type that carries an FGM code. */
export const isFgm = (flag: HealthFlag): boolean => flag.type === 'FGM' || isConcept(flag, 'fgm');

/** Flags other than FGM. */
export async function flagsOf(record: AgencyRecord, context: AgencyContext): Promise<HealthFlag[]> {
  return (await rowsAbout(record, HealthFlag, context)).filter((flag) => !isFgm(flag));
}

/** Everything coded about FGM, from flags and from conditions. */
export async function fgmOf(record: AgencyRecord, context: AgencyContext): Promise<FgmRecord[]> {
  const [flags, conditions] = await Promise.all([rowsAbout(record, HealthFlag, context), conditionsOn('fgm', record, context)]);
  const found = [...flags.filter(isFgm).map(FgmRecord.ofFlag), ...conditions.map(FgmRecord.ofCondition)];
  return found.map((one) => bind(one, record.subject));
}

import { isCode } from '../../common/codes';
import type { ImportedRow } from '../../common/publishing/record';
import type { HealthFlagData, HealthRecordInput } from '../records/health';
import { first, valueAt } from './node';
import { codedOf, codesOf, type ResourceReader, wordsOf } from './reader';

type Row = ImportedRow<HealthRecordInput>;

/** SNOMED CT: subject to a child protection plan; the unborn child is; looked-after child. */
const PLANS: ReadonlyMap<string, HealthFlagData['plan']> = new Map([
  ['342191000000101', 'PROTECTION_PLAN'],
  ['818901000000100', 'UNBORN_PROTECTION_PLAN'],
  ['764841000000100', 'LOOKED_AFTER'],
]);

/**
 * A Flag: CP-IS, FGM, reasonable adjustment, or another that staff should see. One that was removed, or entered in error, is kept as
 * inactive, so that it takes the place of the active one published before.
 */
export function flagRow(reader: ResourceReader): Row {
  const { resource } = reader;
  const person = reader.person('subject');
  const concepts = [first(resource, 'code'), ...resource.all('category')].filter((concept) => concept !== undefined);
  const coded = codedOf(first(resource, 'code'));
  if (coded === undefined) reader.reject('missing-value', 'code', 'The flag has no code and no text', 'Give Flag.code');
  if (person === undefined || !coded) return reader.result([]);
  const type = typeOf(codesOf(concepts), wordsOf(concepts));
  const to = reader.date(first(resource, 'period', 'end'), 'period.end', { future: true });
  const data: HealthFlagData = {
    ...coded,
    type,
    active: valueAt(resource, 'status') === 'active' && (to === undefined || to >= reader.today),
    from: reader.date(first(resource, 'period', 'start'), 'period.start'),
    to,
    ...(type === 'CP_IS' ? { plan: planOf(codesOf(concepts)) } : {}),
  };
  return reader.result([{ kind: 'health-flag', key: reader.key, person, data }]);
}

function typeOf(codes: readonly string[], words: string): HealthFlagData['type'] {
  if (codes.some((code) => code.startsWith('child-protection') || PLANS.has(code) || code === '224353004')) return 'CP_IS';
  if (/\bfgm\b|female genital mutilation/.test(words)) return 'FGM';
  if (/reasonable adjustment/.test(words)) return 'REASONABLE_ADJUSTMENT';
  return codes.some((code) => isCode('snomed.safeguarding', code)) ? 'SAFEGUARDING' : 'OTHER';
}

const planOf = (codes: readonly string[]): HealthFlagData['plan'] =>
  codes.map((code) => PLANS.get(code)).find((plan) => plan !== undefined);

/** A CP-IS CarePlan: which plan it is and whose. Care plans of other kinds are no safeguarding record. */
export function carePlanRow(reader: ResourceReader): Row {
  const { resource } = reader;
  const plan = planOf(codesOf(resource.all('category')));
  if (plan === undefined) {
    reader.warn(
      'resource-set-aside',
      'category',
      'Only child protection and looked-after care plans are kept',
      'Nothing to mend; it is set aside',
    );
    return reader.result([]);
  }
  const person = reader.person('subject');
  if (person === undefined) return reader.result([]);
  const to = reader.date(first(resource, 'period', 'end'), 'period.end', { future: true });
  const data: HealthFlagData = {
    ...codedOf(resource.all('category')[0]),
    type: 'CP_IS',
    active: valueAt(resource, 'status') === 'active' && (to === undefined || to >= reader.today),
    from: reader.date(first(resource, 'period', 'start'), 'period.start'),
    to,
    plan,
    authority: valueAt(resource.all('careTeam')[0], 'display'),
  };
  return reader.result([{ kind: 'health-flag', key: reader.keyWithType, person, data }]);
}

import type { Agreement } from '../access/agreement';
import { InvalidPolicy } from '../access/policy-error';
import type { AgencyDefinition, RecordKind } from '../agency/definition';

/**
 * Every category that stores records says how long they are kept, and no other does; what it counts from is there to be counted.
 *
 * @throws InvalidPolicy naming each category, so that an agency without a rule does not start.
 */
export function assertRetention(
  { kinds, registered }: Pick<AgencyDefinition, 'kinds' | 'registered'>,
  agreement: Agreement,
): void {
  const problems = [...agreement.categories.values()].flatMap(({ id, retention }) => {
    const stored = kinds.filter(({ category }) => category === id);
    const at = `categories.${id}.retention`;
    if (retention === undefined) {
      return stored.length === 0
        ? []
        : [`${at}: is missing; ${stored.map(({ kind }) => kind).join(', ')} would be kept for ever`];
    }
    if (stored.length === 0) return [`${at}: no kind of record is stored under this category; write it where its records are`];
    if (retention.after === 'record') {
      const undated = stored.filter((kind) => !hasDay(kind));
      return undated.map(({ kind }) => `${at}.after: records of kind ${kind} carry no date; count from the person instead`);
    }
    if (retention.after === 'case-closed' && !kinds.some(({ endedOn }) => endedOn !== undefined)) {
      return [`${at}.after: no kind of record of this agency can be closed`];
    }
    return [];
  });
  if (problems.length > 0) throw new InvalidPolicy(`${registered.name}.yaml`, problems);
}

const hasDay = ({ occurredOn, endedOn, partOf }: RecordKind): boolean =>
  [occurredOn, endedOn, partOf].some((source) => source !== undefined);

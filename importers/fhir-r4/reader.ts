import { normaliseNhsNumber } from '../../common/identifiers';
import type { ImportedRow, Problem, RowReference } from '../../common/publishing/record';
import type { Coded, HealthRecordInput } from '../records/health';
import { isoDate, isoDateTime } from '../text/dates';
import { rejection, warning } from '../text/problems';
import { digestKey } from './key';
import { first, type FhirNode, valueAt } from './node';
import { nhsNumberText, type Patients } from './patients';

/** Reads one resource and keeps what is wrong with it. A `required` element that is missing or wrong rejects the resource. */
export class ResourceReader {
  readonly problems: Problem[] = [];

  constructor(
    readonly resource: FhirNode,
    readonly at: RowReference,
    readonly patients: Patients,
    readonly today: string,
  ) {}

  /** `Patient.birthDate`, for problems. */
  field(path: string): string {
    return `${this.resource.resourceType}.${path}`;
  }

  /** The record's own key: the resource's id, or a digest of what it says when it has none. */
  get key(): string {
    const { resource } = this;
    const about = first(resource, 'subject') ?? first(resource, 'patient') ?? first(resource, 'participant', 'actor');
    return valueAt(resource, 'id') ?? digestKey(resource, this.patients.refer(about)?.key);
  }

  /** The key when resources of several types become records of one kind: ids are an id within their type only. */
  get keyWithType(): string {
    return `${this.resource.resourceType}/${this.key}`;
  }

  /** Whose record it is. */
  person(element: 'subject' | 'patient'): string | undefined {
    return this.refer(first(this.resource, element), element);
  }

  refer(reference: FhirNode | undefined, element: string): string | undefined {
    const found = this.patients.refer(reference);
    if (!found) {
      this.reject(
        'missing-patient',
        element,
        'It does not say which patient it is about',
        'Give a reference to the Patient, or their NHS number',
      );
      return undefined;
    }
    if (!found.known) {
      this.warn(
        'patient-not-in-publication',
        element,
        'The patient is not part of this publication',
        'Publish the Patient too, unless it was published before',
      );
    }
    return found.key;
  }

  /** A FHIR date or dateTime as an ISO date. A year or a month alone is not a day. */
  date(node: FhirNode | undefined, path: string, options: { required?: boolean; future?: boolean } = {}): string | undefined {
    return this.moment(node, path, options, isoDate, (date) => date);
  }

  /** A FHIR dateTime as an ISO date-time in UTC. */
  dateTime(node: FhirNode | undefined, path: string, options: { required?: boolean; future?: boolean } = {}): string | undefined {
    return this.moment(node, path, options, isoDateTime, (time) => time.slice(0, 10));
  }

  private moment(
    node: FhirNode | undefined,
    path: string,
    options: { required?: boolean; future?: boolean },
    read: (text: string) => string | undefined,
    dayOf: (moment: string) => string,
  ): string | undefined {
    const report = options.required ? this.reject : this.warn;
    const text = node?.value;
    if (text === undefined) {
      if (options.required) report.call(this, 'missing-value', path, 'The date is missing', 'Give the date');
      return undefined;
    }
    const moment = read(text);
    if (moment === undefined) {
      report.call(this, 'invalid-date', path, 'This is not a full date in the calendar', 'Give a full date, as in 2024-03-31');
      return undefined;
    }
    if (!options.future && dayOf(moment) > this.today) {
      report.call(this, 'date-in-future', path, 'The date is in the future', 'Give the date on which it happened');
      return undefined;
    }
    return moment;
  }

  /** A resource that says of itself that it is not so is set aside. */
  withdrawn(path: string): ImportedRow<HealthRecordInput> {
    this.warn(
      'withdrawn',
      path,
      'The resource says that it was entered in error or is not so',
      'Nothing to mend; it is left out',
    );
    return this.result([]);
  }

  /** The person's own NHS number when its check digit is right; a wrong one is reported and left out. */
  nhsNumber(): string | undefined {
    const text = nhsNumberText(this.resource);
    if (text === undefined) return undefined;
    const nhsNumber = normaliseNhsNumber(text);
    if (nhsNumber === undefined) {
      this.warn(
        'invalid-nhs-number',
        'identifier',
        'The NHS number fails its check digit',
        'Trace it again on the Personal Demographics Service',
      );
    }
    return nhsNumber;
  }

  reject(code: string, path: string, problem: string, remedy: string): void {
    this.problems.push(rejection(this.at, { code, field: this.field(path), problem, remedy }));
  }

  warn(code: string, path: string, problem: string, remedy: string): void {
    this.problems.push(warning(this.at, { code, field: this.field(path), problem, remedy }));
  }

  result(records: readonly HealthRecordInput[]): ImportedRow<HealthRecordInput> {
    const rejected = this.problems.some(({ severity }) => severity === 'error');
    return { ...this.at, records: rejected ? [] : records, problems: this.problems };
  }
}

/** The first coding of a CodeableConcept, with the words the source showed. */
export function codedOf(concept: FhirNode | undefined): Coded | undefined {
  if (!concept) return undefined;
  const coding = concept.all('coding')[0];
  const display = valueAt(concept, 'text') ?? valueAt(coding, 'display');
  const coded = { code: valueAt(coding, 'code'), system: valueAt(coding, 'system'), display };
  return coded.code === undefined && display === undefined ? undefined : coded;
}

/** Every code of some CodeableConcepts, whatever their system. */
export const codesOf = (concepts: readonly FhirNode[]): string[] =>
  concepts.flatMap((concept) => concept.all('coding')).flatMap((coding) => valueAt(coding, 'code') ?? []);

/** All the words of some CodeableConcepts, lower case, for telling services apart by name. */
export const wordsOf = (concepts: readonly FhirNode[]): string =>
  concepts
    .flatMap((concept) => [valueAt(concept, 'text'), ...concept.all('coding').map((coding) => valueAt(coding, 'display'))])
    .filter((words): words is string => words !== undefined)
    .join(' ')
    .toLowerCase();

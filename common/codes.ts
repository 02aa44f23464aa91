import 'reflect-metadata';
import { Directive, Field, ObjectType } from 'type-graphql';
import codesets from '../policy/codesets.json';

/** A national or professional list of codes in `policy/codesets.json`, e.g. `cin.closure_reason`. */
export type CodeSetName = keyof typeof codesets.sets;

interface CodeSet {
  readonly name: string;
  readonly owner: string;
  readonly codes: Readonly<Record<string, { readonly label: string }>>;
}

const SETS: Readonly<Record<CodeSetName, CodeSet>> = codesets.sets;

/** A code as it was published, with the words its owner gives it. Shared by all subgraphs. */
@ObjectType({ description: "A code from a list that others own, with its owner's words for it." })
@Directive('@shareable')
export class CodedValue {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  label!: string;
}

/** True when the list has this code. */
export function isCode(set: CodeSetName, code: string): boolean {
  return Object.hasOwn(SETS[set].codes, code);
}

/** The list's words for a code; undefined when the list does not have it. */
export function label(set: CodeSetName, code: string): string | undefined {
  return isCode(set, code) ? SETS[set].codes[code]?.label : undefined;
}

/** A stored code as it is shown. A code the list does not know is shown as itself: what was published is never hidden. */
export function coded(set: CodeSetName, code: string): CodedValue;
export function coded(set: CodeSetName, code: string | null | undefined): CodedValue | null;
export function coded(set: CodeSetName, code: string | null | undefined): CodedValue | null {
  if (code === null || code === undefined) return null;
  return Object.assign(new CodedValue(), { code, label: label(set, code) ?? code });
}

/** Every code of the list, in its owner's order (whole-number codes first, as JSON objects keep them). */
export function codesOf(set: CodeSetName): string[] {
  return Object.keys(SETS[set].codes);
}

const DFE_BY_NHS_ETHNICITY = new Map(
  Object.entries(codesets.dfeToNhsEthnicity)
    .map(([dfe, nhs]) => [nhs, dfe] as const)
    .reverse(),
);

/** The DfE ethnicity code for an NHS ethnic category (A to Z); undefined when there is none. Several DfE codes may share one NHS code: the first is given. */
export const dfeEthnicityOf = (nhsCode: string): string | undefined => DFE_BY_NHS_ETHNICITY.get(nhsCode);

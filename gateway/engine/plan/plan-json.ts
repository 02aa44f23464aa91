import { isFields } from '../values';

/** A plan that says something this engine does not know: half understood it would give wrong data. */
export class PlanRefused extends Error {
  constructor(what: string) {
    super(`The plan is not supported: ${what}`);
    this.name = 'PlanRefused';
  }
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the planner's JSON and takes nothing on trust. Whatever is not of the expected kind is refused. */

/** An object with no other names than these. */
export function objectOf(value: unknown, what: string, ...names: readonly string[]): Json {
  if (!isFields(value)) throw new PlanRefused(`${what} is no object`);
  for (const name of Object.keys(value)) if (!names.includes(name)) throw new PlanRefused(`${what} has "${name}"`);
  return value;
}

export function listOfAll(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new PlanRefused(`${what} is no list`);
  return value;
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new PlanRefused(`${what} is no text`);
  return value;
}

export const textsOf = (value: unknown, what: string): readonly string[] =>
  listOfAll(value, what).map((one) => textOf(one, what));

/** Nothing and null mean that it is not there. */
export const ifGiven = <T>(value: unknown, read: (given: unknown) => T): T | undefined =>
  value === undefined || value === null ? undefined : read(value);

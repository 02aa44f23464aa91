import type { Held } from '../held';

/** A file as an agency would export it, ready to be published. Files of one agency and format are published together. */
export interface DemoFile {
  readonly agency: string;
  readonly format: string;
  readonly name: string;
  readonly text: string;
}

export const json = (value: object): string => JSON.stringify(value);

/** The agency's own id of a true person. */
export function own(held: Held, truth: string): string {
  const person = held.get(truth);
  if (!person) throw new Error(`The agency's facts name ${truth}, whom it does not hold`);
  return person.id;
}

/** A CSV table; cells with a comma, a quote or a line end are quoted. */
export function csv(columns: readonly string[], rows: readonly Readonly<Record<string, string | number | undefined>>[]): string {
  const cell = (value: string | number | undefined): string => {
    const text = value === undefined ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))].join('\n')}\n`;
}

/** `2026-11-22` as `22/11/2026`. */
export const slashed = (date: string | undefined): string | undefined => date?.split('-').reverse().join('/');

export const escapeXml = (text: string): string => text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);

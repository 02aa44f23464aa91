import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBorough } from '../../demo/borough';

/**
 * What the demonstration borough's people are called, numbered and where they live, as words to look for in a log. Every journey
 * is searched when it stops (`Journey.stop`).
 */
export class PersonalData {
  private readonly values: ReadonlySet<string>;

  constructor(children: number, today = new Date().toISOString().slice(0, 10)) {
    const { families } = makeBorough({ children, today });
    const found = new Set<string>();
    const add = (value: string | undefined): void => void (value && found.add(normal(value)));
    for (const { family } of families) {
      for (const { given, family: surname, formerFamily, nhsNumber, upn, addresses } of family.people) {
        for (const value of [surname, formerFamily, given === '' ? undefined : `${given} ${surname}`, nhsNumber, upn]) add(value);
        for (const { line, postcode } of addresses) {
          add(line);
          add(postcode);
          add(postcode.replaceAll(' ', ''));
        }
      }
    }
    // Words that are also words of this system or of English are no evidence.
    for (const word of ['lee', 'mark', 'holden']) found.delete(word);
    this.values = found;
  }

  get size(): number {
    return this.values.size;
  }

  /** Kinds of what stands in this text, never the values: `1 word of 7 letters`. Empty for a log as it should be. */
  findIn(text: string): string[] {
    const words = normal(text).match(/[\p{L}\p{N}'-]+/gu) ?? [];
    const found: string[] = [];
    for (let at = 0; at < words.length; at += 1) {
      for (let length = 1; length <= 4 && at + length <= words.length; length += 1) {
        const phrase = words.slice(at, at + length).join(' ');
        if (this.values.has(phrase)) found.push(`${length} word(s) of ${phrase.length} letters`);
      }
    }
    return found;
  }
}

const normal = (text: string): string => text.toLowerCase().replaceAll(/[,;]/g, ' ').replaceAll(/\s+/g, ' ').trim();

/** Every log of a data folder: the services', and PostgreSQL's own wherever it lies. */
export function logsOf(dataDir: string): { readonly name: string; readonly text: string }[] {
  const services = readdirSync(join(dataDir, 'logs')).map((name) => ({
    name,
    text: readFileSync(join(dataDir, 'logs', name), 'utf8'),
  }));
  return [...services, { name: 'postgres', text: postgresLog(dataDir) }];
}

function postgresLog(dataDir: string): string {
  let place = join(dataDir, 'postgres');
  try {
    place = readFileSync(join(dataDir, 'postgres-is-at'), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return readFileSync(join(place, 'log'), 'utf8');
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLSchema, Kind, parse, specifiedRules, stripIgnoredCharacters, validate, type ValidationRule } from 'graphql';

/** An operation that is no longer one of the schema, or over the limits, with everything that is wrong with it. */
export class UnfitOperations extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['The listed operations cannot be used:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.name = 'UnfitOperations';
  }
}

/** Name of an operation, independent of its white space and comments: the SHA-256 of what is left without them, in hex. */
export const operationId = (text: string): string => createHash('sha256').update(stripIgnoredCharacters(text)).digest('hex');

/**
 * The operations that staff may send outside development: the files of `schema/operations`, one operation each. Sent whole, or by
 * `documentId`, with whatever variables.
 */
export class ListedOperations {
  /** Texts as they were sent and found listed: a workbench sends the same ones all day. */
  private readonly spellings = new Set<string>();

  private constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /** @throws UnfitOperations naming every file that is not one operation within `rules` of `schema`. */
  static read(folder: string, schema: GraphQLSchema, rules: readonly ValidationRule[]): ListedOperations {
    const problems: string[] = [];
    const texts = new Map<string, string>();
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.graphql'))
      .sort()) {
      const text = readFileSync(join(folder, name), 'utf8');
      const faults = faultsOf(text, schema, rules);
      problems.push(...faults.map((fault) => `${name}: ${fault}`));
      if (faults.length === 0) texts.set(operationId(text), text);
    }
    if (problems.length > 0) throw new UnfitOperations(problems);
    return new ListedOperations(texts);
  }

  get ids(): readonly string[] {
    return [...this.texts.keys()];
  }

  get documents(): readonly string[] {
    return [...this.texts.values()];
  }

  /** The text behind a `documentId`, `sha256:` before it or not. */
  find(documentId: string): string | undefined {
    return this.texts.get(documentId.replace(/^sha256:/, ''));
  }

  has(text: string): boolean {
    if (this.spellings.has(text)) return true;
    const isListed = this.isListed(text);
    if (isListed && text.length <= LONGEST_SPELLING) {
      if (this.spellings.size >= MOST_SPELLINGS) this.spellings.clear();
      this.spellings.add(text);
    }
    return isListed;
  }

  private isListed(text: string): boolean {
    try {
      return this.texts.has(operationId(text));
    } catch {
      // What cannot even be read as GraphQL is no operation of ours.
      return false;
    }
  }
}

/** Spellings that are remembered, and how long one may be: white space is free to whoever sends it, and our memory is not. */
const MOST_SPELLINGS = 1_000;
const LONGEST_SPELLING = 16_000;

function faultsOf(text: string, schema: GraphQLSchema, rules: readonly ValidationRule[]): string[] {
  try {
    const document = parse(text);
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (operations.length !== 1) return ['a file holds exactly one operation'];
    return validate(schema, document, [...specifiedRules, ...rules]).map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}

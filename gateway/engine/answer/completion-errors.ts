import { listOf, type Path, type PathList } from '../path';

/** An error as the engine tells it: at a place in the client's answer, or of the whole of it. */
export interface EngineError {
  readonly message: string;
  path?: PathList;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Names of the engine's tree that are missing from the object at `path`; told in the client's names at the end. */
  readonly missing?: readonly string[];
}

/** What a client is told when a subgraph's answer cannot be made into one to the question. */
export const INVALID = { code: 'INVALID_SUBGRAPH_ANSWER' };

/** Collects what goes wrong while an answer is shaped, beside the errors that the subgraphs gave. */
export class CompletionErrors {
  #covered: Set<string> | undefined;

  /** @param explained finds the places that are null because of an error that stands elsewhere; asked once something is missing */
  constructor(
    readonly errors: EngineError[],
    private readonly explained: () => readonly PathList[] = () => [],
  ) {}

  /** Tells of a value that is not what it should be. Gives the null that stands in its place. */
  wrong(message: string, at: Path | undefined): null {
    this.#add(message, listOf(at));
    return null;
  }

  /** Tells of a missing value, unless an error at, above or below its place already says why: nobody is told twice. */
  missing(message: string, at: Path | undefined): null {
    const path = listOf(at);
    this.#covered ??= this.#cover();
    if (this.#covered.has(above(path))) return null;
    for (let length = path.length; length > 0; length -= 1)
      if (this.#covered.has(JSON.stringify(path.slice(0, length)))) return null;
    this.#add(message, path);
    return null;
  }

  #add(message: string, path: PathList): void {
    this.errors.push({ message, path, extensions: INVALID });
    if (this.#covered !== undefined) coverOne(this.#covered, path);
  }

  #cover(): Set<string> {
    const covered = new Set<string>();
    for (const path of [...this.explained(), ...this.errors.map((error) => error.path)]) {
      if (path !== undefined) coverOne(covered, path);
    }
    return covered;
  }
}

const above = (path: PathList): string => `above ${JSON.stringify(path)}`;

function coverOne(covered: Set<string>, path: PathList): void {
  covered.add(JSON.stringify(path));
  for (let length = 1; length < path.length; length += 1) covered.add(above(path.slice(0, length)));
}

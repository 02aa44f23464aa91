/** One person in an answer: where they stand, and under which signed view. */
interface FoundPerson {
  readonly typename: string;
  readonly view: string;
  readonly path: readonly (string | number)[];
}

/** The types whose key is `id view`. */
const PERSON_TYPES = new Set(['Child', 'Adult']);

/**
 * Where the people of an answer stand. Only the hub gives people out, and only in answers to root fields, so what it answered has
 * every one of them at its place. The engine counts places by list index alone and errs where a list holds children and adults.
 */
export class PersonPaths {
  private readonly found: FoundPerson[] = [];

  /** Notes the people in the data of a root answer, in the order of the answer. */
  note(data: unknown, path: readonly (string | number)[] = []): void {
    if (Array.isArray(data)) {
      for (const [index, item] of data.entries()) this.note(item, [...path, index]);
    } else if (typeof data === 'object' && data !== null) {
      const { __typename: typename, view } = data as Record<string, unknown>;
      if (typeof typename === 'string' && PERSON_TYPES.has(typename) && typeof view === 'string')
        this.found.push({ typename, view, path });
      for (const [key, value] of Object.entries(data)) {
        if (typeof value === 'object' && value !== null) this.note(value, [...path, key]);
      }
    }
  }

  /**
   * The place of each of these representations, which the engine took in order from the places that fit `pattern` (`@` stands for
   * any list index); undefined for one that is no person.
   */
  locate(
    pattern: readonly (string | number)[],
    representations: readonly unknown[],
  ): (readonly (string | number)[] | undefined)[] {
    const candidates = this.found.filter(({ path }) => fits(path, pattern));
    let next = 0;
    return representations.map((representation) => {
      const { __typename: typename, view } = (representation ?? {}) as Record<string, unknown>;
      const at = candidates.findIndex((person, index) => index >= next && person.typename === typename && person.view === view);
      if (at < 0) return undefined;
      next = at + 1;
      return candidates[at]?.path;
    });
  }
}

/** A path fits when its names are the pattern's; list indices may stand anywhere, as the engine leaves some of them out. */
function fits(path: readonly (string | number)[], pattern: readonly (string | number)[]): boolean {
  const names = path.filter((part) => typeof part === 'string');
  const wanted = pattern
    .filter((part): part is string => typeof part === 'string' && part !== '@')
    .map((part) => part.replace(/\|\[.*\]$/, ''));
  return names.length === wanted.length && names.every((name, index) => name === wanted[index]);
}

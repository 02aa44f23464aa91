import type { Fields } from '../values';

/** Representations whose short plain fields agree. */
interface Alike {
  readonly first: number;
  /** By their whole text; made once there is a second one to tell from the first. */
  byText?: Map<string, number>;
}

/**
 * Finds representations that were sent already, so that each is sent once. They carry whatever a subgraph requires, kilobytes for
 * one person, so they are told apart by their short plain fields, ids among them; only where those agree is the rest looked at.
 */
export class SameRepresentations {
  readonly #byPlainFields = new Map<string, Alike>();

  /** @param sent what is sent so far; what is new is added to it */
  constructor(private readonly sent: Fields[]) {}

  /** The place of this representation, or of one equal to it, among those sent. */
  add(representation: Fields): number {
    const plain = plainFieldsOf(representation);
    const alike = this.#byPlainFields.get(plain);
    if (alike === undefined) {
      const first = this.sent.push(representation) - 1;
      this.#byPlainFields.set(plain, { first });
      return first;
    }
    alike.byText ??= new Map([[JSON.stringify(this.sent[alike.first]), alike.first]]);
    const text = JSON.stringify(representation);
    const known = alike.byText.get(text);
    if (known !== undefined) return known;
    const index = this.sent.push(representation) - 1;
    alike.byText.set(text, index);
    return index;
  }
}

/** Texts longer than this are keys' signatures: they say no more than the ids beside them, and cost much more to look up. */
const SHORT = 64;

/** Equal for equal ones, which are built by one selection and have their fields in one order. */
function plainFieldsOf(representation: Fields): string {
  let text = '';
  for (const name of Object.keys(representation)) {
    const value = representation[name];
    if (typeof value === 'string' ? value.length <= SHORT : typeof value !== 'object') text += `${value} `;
  }
  return text;
}

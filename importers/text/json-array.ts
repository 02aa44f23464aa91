/** The document itself, without the elements, may not be longer than this; nor may any of them. */
const MAX_ELEMENT_CHARACTERS = 16_000_000;
const MAX_DOCUMENT_CHARACTERS = 64_000_000;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Cuts the elements of one array out of a JSON object as its text arrives, so that a document of any size is read one element at a
 * time. Only an array directly under `property` of the outermost object is cut, and only when `when` agrees to the string values
 * that stood before it there. It does not check the JSON: each element and what is left must still be parsed.
 */
export class JsonArrayCutter {
  /** The document with an empty array where the elements were. */
  document = '';
  private readonly outer = new Map<string, string>();
  private element = '';
  /** Elements of the array so far: after the last of them, an empty rest is no element. */
  private count = 0;
  private depth = 0;
  private cutting = false;
  private inString = false;
  private escaped = false;
  /** The last string at the outermost level, and the name before the last colon there. */
  private word = '';
  private name = '';

  constructor(
    private readonly property: string,
    private readonly when: (outer: ReadonlyMap<string, string>) => boolean,
  ) {}

  get tooLarge(): boolean {
    return this.document.length > MAX_DOCUMENT_CHARACTERS || this.element.length > MAX_ELEMENT_CHARACTERS;
  }

  /** The elements that this piece of text completes, as JSON text. */
  push(piece: string): string[] {
    const elements: string[] = [];
    // Where, in this piece, the text begins that belongs to the document, the element or the word.
    let from = 0;
    let word = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === BACKSLASH) this.escaped = true;
        else if (code === QUOTE) {
          this.inString = false;
          if (this.depth === 1) this.spoken(piece.slice(word, at));
        }
        continue;
      }
      if (code === QUOTE) {
        this.inString = true;
        this.word = '';
        word = at + 1;
      } else if (code === COLON) {
        if (this.depth === 1) this.name = this.word;
      } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
        this.depth += 1;
        if (code === OPEN_ARRAY && this.depth === 2 && this.name === this.property && this.when(this.outer)) {
          this.document += piece.slice(from, at + 1);
          this.cutting = true;
          this.count = 0;
          from = at + 1;
        }
      } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
        this.depth -= 1;
        if (this.cutting && this.depth === 1) {
          this.finish(piece.slice(from, at), elements, true);
          this.cutting = false;
          from = at;
        }
      } else if (code === COMMA) {
        if (this.depth === 1) this.name = '';
        if (!this.cutting || this.depth !== 2) continue;
        this.finish(piece.slice(from, at), elements, false);
        from = at + 1;
      }
    }
    if (this.inString && this.depth === 1) this.word += piece.slice(word);
    if (this.cutting) this.element += piece.slice(from);
    else this.document += piece.slice(from);
    return elements;
  }

  private finish(text: string, elements: string[], isLast: boolean): void {
    const element = this.element + text;
    this.element = '';
    if (isLast && this.count === 0 && element.trim() === '') return;
    this.count += 1;
    elements.push(element);
  }

  /** A string at the outermost level has ended: a name, or the value of the name before it. */
  private spoken(text: string): void {
    this.word += text;
    if (this.name !== '') this.outer.set(this.name, this.word);
  }
}

import { NotAuthenticated } from './not-authenticated';

/** Above any token of ours or an access token: what is longer is not looked into. */
const LONGEST_TOKEN = 8_192;
const PART = /^[A-Za-z0-9_-]+$/;

/**
 * Checks how a token is written before what it says: three parts of base64url, each in its one canonical spelling, and no member
 * named twice in its header or claims. Readers differ in what they make of anything else, and a second spelling of a good
 * token would be a second name for it.
 *
 * @throws NotAuthenticated
 */
export function checkSpelling(token: string): void {
  if (token.length > LONGEST_TOKEN) throw new NotAuthenticated('too-long');
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonical)) throw new NotAuthenticated('spelling');
  for (const part of parts.slice(0, 2)) {
    if (hasTwins(Buffer.from(part, 'base64url').toString('utf8'))) throw new NotAuthenticated('named-twice');
  }
}

/** Bits that no byte needs can be set in the last letter; only one spelling has none of them set. */
function isCanonical(part: string): boolean {
  return PART.test(part) && Buffer.from(part, 'base64url').toString('base64url') === part;
}

/** Whether an object in this JSON has two members of one name. What is no JSON has none; its reader will say so. */
export function hasTwins(json: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < json.length; at += 1) {
    const letter = json[at];
    if (letter === '{') open.push(new Set());
    else if (letter === '[') open.push(undefined);
    else if (letter === '}' || letter === ']') open.pop();
    else if (letter === '"') {
      const end = endOfText(json, at);
      const members = open.at(-1);
      if (members !== undefined && /^\s*:/.test(json.slice(end + 1, end + 64))) {
        const name = nameFrom(json.slice(at, end + 1));
        if (members.has(name)) return true;
        members.add(name);
      }
      at = end;
    }
  }
  return false;
}

function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    if (json[at] === '\\') at += 1;
    else if (json[at] === '"') return at;
  }
  return json.length;
}

/** Two spellings of one name (an escape in one of them) are one name. */
function nameFrom(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text;
  }
}

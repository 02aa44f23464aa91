import { CodedValue } from '../../../common/codes';

/** A code of a short list kept here, as it is shown. A code the list does not know is shown as itself. */
export function described(words: Readonly<Record<string, string>>, code: string | null): CodedValue | null {
  return code === null ? null : Object.assign(new CodedValue(), { code, label: words[code] ?? code });
}

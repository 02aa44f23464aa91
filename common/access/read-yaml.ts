import { parseDocument } from 'yaml';

/**
 * Reads one policy document. Aliases are refused: no line of a policy inherits from another, each says what it says.
 * What the parser complains about goes to `problems`.
 */
export function readYaml(text: string, problems: string[]): unknown {
  const document = parseDocument(text, { uniqueKeys: true, strict: true });
  for (const fault of [...document.errors, ...document.warnings]) problems.push(fault.message.split('\n')[0] as string);
  if (document.errors.length > 0) return {};
  try {
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch {
    problems.push('uses an alias (*name): write the line out, nothing is inherited');
    return {};
  }
}

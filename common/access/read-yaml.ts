import { parseDocument } from 'yaml';
import { InvalidPolicy } from './policy-error';

/**
 * Reads one policy document. Aliases are refused: no line of a policy inherits from another, each says what it says.
 *
 * @throws InvalidPolicy when it is not YAML; nothing else can be said about it then.
 */
export function readYaml(text: string, fileName: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, strict: true });
  const faults = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] as string);
  if (faults.length > 0) {
    throw new InvalidPolicy(
      fileName,
      faults.map((fault) => `${fault.replace(/:$/, '')} (text that holds ": " or " #" needs quotes)`),
    );
  }
  try {
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch {
    throw new InvalidPolicy(fileName, ['uses an alias (*name): write the line out, nothing is inherited']);
  }
}

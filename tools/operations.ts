import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './start/files';

/** The text of a listed operation (`schema/operations`), by the name of its file without the ending. */
export function listedOperation(name: string): string {
  return readFileSync(join(repositoryRoot(), 'schema', 'operations', `${name}.graphql`), 'utf8');
}

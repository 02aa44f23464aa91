import 'reflect-metadata';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { loadAgreements } from '../common/access/load-agreements';
import { HUB_CODE } from '../common/access/vocabulary';
import { buildAgencySchema } from '../common/agency/agency-schema';
import { loadDefinition } from '../subgraphs/load-definition';
import { buildHubSchema, hubSubgraph } from '../subgraphs/mash/schema';
import { AGENCIES, HUB } from '../subgraphs/registry';
import { currentMatrix } from './access-matrix';
import { type Command, FLAG, readTyped, runCommand } from './command-line';

const FOLDER = 'schema';

/** Subgraphs that do not fit together, with everything the composer says. */
export class CompositionFailed extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['The subgraphs do not compose:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.name = 'CompositionFailed';
  }
}

/** One supergraph of these subgraphs, by name. Addresses are names only: each deployment has its own. @throws CompositionFailed */
export function compose(subgraphs: ReadonlyMap<string, string>): string {
  const services = [...subgraphs].map(([name, sdl]) => ({ name, url: `http://${name}/graphql`, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new CompositionFailed((errors ?? []).map(({ message }) => message));
  return `${supergraphSdl.trim()}\n`;
}

/**
 * Every file of `schema/` as the code and the agreements would have it now, by file name. Needs no database.
 *
 * @throws InvalidPolicy when an agreement and its schema differ, CompositionFailed when the subgraphs do not fit together.
 */
export async function currentFiles(root = '.'): Promise<Map<string, string>> {
  const codes = [HUB_CODE, ...AGENCIES.map(({ agency }) => agency)];
  const agreements = loadAgreements(join(root, 'policy', 'agreements'), codes);
  const agreementOf = (code: string) => {
    const agreement = agreements.get(code);
    if (agreement === undefined) throw new Error(`No agreement was read for ${code}`);
    return agreement;
  };
  await buildHubSchema(agreementOf(HUB_CODE));
  const subgraphs = new Map<string, string>([[HUB.name, (await hubSubgraph()).sdl]]);
  for (const { agency, name } of AGENCIES) {
    const { sdl } = await buildAgencySchema(loadDefinition(name), agreementOf(agency));
    subgraphs.set(name, sdl);
  }
  const files = new Map([...subgraphs].map(([name, sdl]) => [`${name}.graphql`, sdl]));
  files.set('supergraph.graphql', compose(subgraphs));
  files.set('access-matrix.md', currentMatrix(root));
  return files;
}

/** Names of the files of `schema/` that are not as they should be: changed, missing, or left over. */
export function drift(current: ReadonlyMap<string, string>, folder = FOLDER): string[] {
  const changed = [...current].filter(([name, text]) => {
    const file = join(folder, name);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  const leftOver = readdirSync(folder).filter((name) => name.endsWith('.graphql') && !current.has(name));
  return [...changed.map(([name]) => name), ...leftOver].sort();
}

const USAGE =
  'Usage: npm run schema -- [--check], which writes the files of schema/, or names those that are not as they should be';

async function main(argv: readonly string[]): Promise<number> {
  const { check = false } = readTyped({ argv, options: { check: FLAG }, usage: USAGE, atMost: 0 }).values;
  const files = await currentFiles();
  if (check) {
    const names = drift(files);
    for (const name of names)
      process.stderr.write(`${FOLDER}/${name} is not what the code and agreements say: run npm run schema\n`);
    return names.length > 0 ? 1 : 0;
  }
  for (const [name, text] of files) {
    writeFileSync(join(FOLDER, name), text);
    process.stdout.write(`${FOLDER}/${name}\n`);
  }
  return 0;
}

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);

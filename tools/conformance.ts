import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAgreements } from '../common/access/load-agreements';
import { InvalidPolicy } from '../common/access/policy-error';
import { loadOrCreateSigningKey, readJwks } from '../common/tokens/keys';
import { AGENCIES } from '../subgraphs/registry';
import { conformanceText, runConformance } from './conformance/run';
import { type Command, CommandFailed, FLAG, readTyped, runCommand, TEXT } from './command-line';
import { repositoryRoot } from './start/files';

const USAGE = `Usage: npm run conformance -- <url> --agency <name> --person <id> --agency-keys <jwks file>
                                   --hub-key <file> --gateway-key <file> [--policy <folder>] [--json]

  Shows whether an agency's own subgraph, in whatever language, keeps what the hub relies on: doors, grants, agreement, silences,
  disclosures and feed. It reads only. Run it against a trial installation, never against live records: the two key files are made
  when they are missing, and the trial installation must pin the public half of --hub-key as the hub's.
  --person is the agency's own id of somebody whom the trial installation holds records of.`;

async function main(argv: readonly string[]): Promise<number> {
  const { url, values } = read(argv);
  const registered = AGENCIES.find(({ name }) => name === values.agency);
  if (registered === undefined) throw new CommandFailed(`There is no agency "${values.agency}"`);
  const policy = values.policy ?? join(repositoryRoot(), 'policy');
  const agreement = loadAgreements(join(policy, 'agreements'), [registered.agency]).get(registered.agency);
  if (agreement === undefined) throw new CommandFailed(`There is no agreement of ${registered.name}`);
  const jwks = await readJwks(values['agency-keys']);
  if (jwks === undefined) throw new CommandFailed('--agency-keys must name a file that exists');
  const result = await runConformance({
    ...{ url, registered, agreement, person: values.person, agencyKeys: jwks.keys },
    sdl: readFileSync(join(repositoryRoot(), 'schema', `${registered.name}.graphql`), 'utf8'),
    hubKey: await loadOrCreateSigningKey(values['hub-key']),
    gatewayKey: await loadOrCreateSigningKey(values['gateway-key']),
  });
  process.stdout.write(values.json === true ? `${JSON.stringify(result, null, 2)}\n` : conformanceText(result));
  return result.conforms ? 0 : 1;
}

const NEEDED = ['agency', 'person', 'agency-keys', 'hub-key', 'gateway-key'] as const;

const OPTIONS = {
  agency: TEXT,
  person: TEXT,
  policy: TEXT,
  'agency-keys': TEXT,
  'hub-key': TEXT,
  'gateway-key': TEXT,
  json: FLAG,
};

function read(argv: readonly string[]) {
  const { values, positionals } = readTyped({ argv, options: OPTIONS, usage: USAGE });
  const [url = '', ...more] = positionals;
  if (!URL.canParse(url) || more.length > 0 || NEEDED.some((name) => !values[name])) throw new CommandFailed(USAGE);
  return { url, values: values as typeof values & Record<(typeof NEEDED)[number], string> };
}

export const command: Command = { usage: USAGE, run: main, known: [InvalidPolicy] };
runCommand(module, command);

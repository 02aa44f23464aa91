import { CommandFailed, readTyped, TEXT, TEXTS } from '../command-line';

/** What `npm run engine` was asked to do. */
export interface EngineCommand {
  readonly supergraph: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Addresses of subgraphs by name, in place of those that the supergraph gives. */
  readonly urls: ReadonlyMap<string, string>;
}

export const USAGE = `Usage: npm run engine -- --supergraph <file> [--port <n>] [--url <subgraph>=<address>]...

  Answers POST /graphql on 127.0.0.1 over any Federation 2 supergraph: to try the engine, and for public cases of federation.
  It is not the hub's door: it signs nobody in, sends no tokens, keeps no ledger, and refuses the hub's own supergraph.
  --port     4100 unless told; 0 takes any free one
  --url      where a subgraph is, when not where the supergraph says`;

const USUAL_PORT = '4100';

/** Reads the command line. @throws CommandFailed saying what is wrong with it */
export function readEngineCommand(argv: readonly string[]): EngineCommand {
  const { supergraph, port = USUAL_PORT, url = [] } = readTyped({ argv, options: OPTIONS, usage: USAGE, atMost: 0 }).values;
  if (supergraph === undefined) throw new CommandFailed(USAGE);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new CommandFailed(`--port takes a number up to 65535, not "${port}"`);
  return { supergraph, port: Number(port), urls: new Map(url.map(namedUrl)) };
}

const OPTIONS = {
  supergraph: TEXT,
  port: TEXT,
  url: TEXTS,
};

function namedUrl(given: string): readonly [string, string] {
  const at = given.indexOf('=');
  const [name, url] = [given.slice(0, at), given.slice(at + 1)];
  if (at < 1 || !/^https?:/.test(url) || !URL.canParse(url))
    throw new CommandFailed(`--url takes <subgraph>=<address>, not "${given}"`);
  return [name, url];
}

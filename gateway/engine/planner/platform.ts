/** Where the planner's package has a binary: operating system, processor, and the C library on Linux. */
const BINARIES: ReadonlySet<string> = new Set(['linux x64 glibc', 'linux arm64 glibc', 'darwin x64', 'darwin arm64']);

export interface Platform {
  readonly os: string;
  readonly processor: string;
  /** Of Linux alone. */
  readonly libc?: 'glibc' | 'musl';
}

/** The machine that this process runs on. */
export function thisPlatform(): Platform {
  const { platform: os, arch: processor } = process;
  if (os !== 'linux') return { os, processor };
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return { os, processor, libc: header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc' };
}

export class PlatformNotSupported extends Error {
  constructor(what: string) {
    super(
      `The query planner (@graphql-hive/router-query-planner) has no binary for ${what}. It has them for Linux with glibc and for macOS, ` +
        'on x64 and arm64. Run the gateway in the container image of this repository, on a Debian, Ubuntu or Red Hat Linux instead of ' +
        'Alpine, or on Windows inside WSL 2. Only the gateway needs it: every subgraph runs anywhere.',
    );
    this.name = 'PlatformNotSupported';
  }
}

/** @throws PlatformNotSupported where there is no planner to run */
export function assertSupported({ os, processor, libc }: Platform = thisPlatform()): void {
  const what = [os, processor, ...(libc === undefined ? [] : [libc])].join(' ');
  if (!BINARIES.has(what)) throw new PlatformNotSupported(what);
}

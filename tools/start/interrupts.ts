import { parentOf, processCommand, processIdentity } from '../local-postgres/processes';

/** Within this time a further signal is the same wish: a terminal and npm both pass on one press of Ctrl-C. */
const SAME_PRESS_MS = 1_500;

/** Calls `stop` on the first SIGINT, SIGTERM or SIGHUP. A later press ends this process at once; its services then notice. */
export function onInterrupt(stop: (signal: string) => Promise<void>): void {
  let first = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (first === 0) {
        first = Date.now();
        void stop(name);
      } else if (Date.now() - first > SAME_PRESS_MS) {
        process.exit(130);
      }
    });
  }
}

/** Calls `stop` when the npm that started us has gone without a word (killed), so that nothing is left running unseen. */
export function onNpmGone(stop: (reason: string) => Promise<void>): void {
  const npm = findNpm();
  if (npm === undefined) {
    return;
  }
  const identity = processIdentity(npm);
  const look = setInterval(() => {
    if (processIdentity(npm) !== identity) {
      clearInterval(look);
      void stop('npm has gone');
    }
  }, 1_000);
  look.unref();
}

/** npm is our parent, or our grandparent where its shell stays in between. */
function findNpm(): number | undefined {
  if (process.env.npm_lifecycle_event === undefined) {
    return undefined;
  }
  const ancestors = [process.ppid, parentOf(process.ppid) ?? 0];
  return ancestors.find((pid) => /^npm |npm-cli/.test(processCommand(pid) ?? ''));
}

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
export function onParentGone(stop: (reason: string) => Promise<void>): void {
  if (process.env.npm_lifecycle_event === undefined) {
    return;
  }
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(look);
      void stop('npm has gone');
    }
  }, 500);
  look.unref();
}

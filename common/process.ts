/**
 * Ends a service process in good order: on SIGTERM or SIGINT, and when the launcher that started it is gone (its channel closes
 * even when it is killed), `close` runs once and the process exits with 0; with 1 when closing fails or takes over 4 s.
 */
export function exitWithParent(close: () => Promise<void>): void {
  let closing = false;
  const end = () => {
    if (closing) {
      return;
    }
    closing = true;
    setTimeout(() => process.exit(1), 4_000).unref();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.channel) {
    process.on('disconnect', end);
    // Listening must not keep a process alive that has nothing else to do.
    process.channel.unref();
  }
}

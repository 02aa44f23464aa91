import { spawn } from 'node:child_process';

/**
 * Shuts a PostgreSQL server down when we are gone, however we went: a shell that waits on a pipe of ours, which the kernel closes
 * even when we are killed. With `discard` it then deletes that folder (a throwaway cluster's). Windows has no such shell; there
 * the next start finds and stops the server.
 */
export function watchdog(pid: number, discard: string | undefined): { dismiss(): void } {
  if (process.platform === 'win32') {
    return { dismiss: () => undefined };
  }
  const script = `
    read -r word
    test "$word" = dismissed && exit 0
    kill -INT "$1" 2>/dev/null
    test -n "$2" || exit 0
    while kill -0 "$1" 2>/dev/null; do sleep 0.1; done
    cd / && rm -rf -- "$2"`;
  const shell = spawn('/bin/sh', ['-c', script, 'mash-hub-watchdog', String(pid), discard ?? ''], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Neither the shell nor its pipe may keep us alive.
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  // The shell may already be gone when it is told so.
  shell.stdin.on('error', () => undefined);
  return { dismiss: () => void shell.stdin.end('dismissed\n') };
}

/**
 * Loaded before each service the launcher starts (`node --require`): when the launcher is gone, however it went, its channel
 * closes and the service ends, by its own handlers if it has them, by force if it does not end within 5 s.
 */
process.on('disconnect', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5_000).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();

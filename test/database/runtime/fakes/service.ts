import { createServer } from 'node:http';

/** Stands in for a subgraph or the gateway in the launcher's tests. `FAKE` says what is wrong with it. */
if (process.env.FAKE === 'broken') {
  process.stderr.write('cannot find my policy\n');
  process.exit(3);
}
if (process.env.FAKE === 'deaf') {
  process.on('SIGTERM', () => undefined);
}
createServer((_request, response) => response.end('{}')).listen(Number(process.env.PORT), process.env.HOST);

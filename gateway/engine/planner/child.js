// @ts-check
// The process in which operations are planned. Plain JavaScript, so that it runs from the source and from the compiled tree alike,
// and small, so that it is up again within a moment: some valid operations make the planner abort the process that it runs in.

/** @typedef {{ sdl: string } | { id: number, query: string }} Told */

/** @type {import('@graphql-hive/router-query-planner').QueryPlanner | undefined} */
let planner;

/** @param {object} message */
const tell = (message) => process.send?.({ ...message, rss: process.memoryUsage.rss() });

process.on(
  'message',
  /** @param {Told} told */ (told) => {
    if ('sdl' in told) {
      try {
        const { QueryPlanner } = require('@graphql-hive/router-query-planner');
        planner = new QueryPlanner(told.sdl);
        tell({ ready: true });
      } catch (error) {
        tell({ failed: error instanceof Error ? error.message : String(error) });
      }
      return;
    }
    try {
      tell({ id: told.id, plan: planner?.plan(told.query, null, new Set(), 0) });
    } catch {
      // Its words name subgraphs and types that clients may not know of.
      tell({ id: told.id, refused: true });
    }
  },
);
// Whoever wanted plans is gone.
process.on('disconnect', () => process.exit(0));

// @ts-check
// The process in which operations are planned. Plain JavaScript, so that it runs from the source and from the compiled tree alike,
// and small, so that it is up again within a moment: some valid operations make the planner abort the process that it runs in.

/** @typedef {{ sdl: string, otherwise?: string } | { id: number, query: string }} Told */

/** @type {import('@graphql-hive/router-query-planner').QueryPlanner | undefined} */
let planner;
/** Over the supergraph in its other form; made when it is first needed. @type {() => typeof planner} */
let other = () => undefined;

/** @param {string} query */
function planFor(query) {
  try {
    return planner?.plan(query, null, new Set(), 0);
  } catch (error) {
    const spare = other();
    if (spare === undefined) throw error;
    return spare.plan(query, null, new Set(), 0);
  }
}

/** @param {object} message */
const tell = (message) => process.send?.({ ...message, rss: process.memoryUsage.rss() });

process.on(
  'message',
  /** @param {Told} told */ (told) => {
    if ('sdl' in told) {
      try {
        const { QueryPlanner } = require('@graphql-hive/router-query-planner');
        planner = new QueryPlanner(told.sdl);
        /** @type {typeof planner} */
        let made;
        other = () => {
          if (told.otherwise !== undefined) made ??= new QueryPlanner(told.otherwise);
          return made;
        };
        tell({ ready: true });
      } catch (error) {
        tell({ failed: error instanceof Error ? error.message : String(error) });
      }
      return;
    }
    try {
      tell({ id: told.id, plan: planFor(told.query) });
    } catch {
      // Its words name subgraphs and types that clients may not know of.
      tell({ id: told.id, refused: true });
    }
  },
);
// Whoever wanted plans is gone.
process.on('disconnect', () => process.exit(0));

// @ts-check
// The planner's process, which does on cue what the real one does on some operations.

const { QueryPlanner } = require('@graphql-hive/router-query-planner');

const { plan } = QueryPlanner.prototype;
/** @type {Buffer[]} */
const kept = [];

/** @this {QueryPlanner} @param {Parameters<typeof plan>} given */
QueryPlanner.prototype.plan = function (...given) {
  const [query] = given;
  if (query.includes('doomAbort')) process.abort();
  while (query.includes('doomGrow')) kept.push(Buffer.alloc(8 * 1024 * 1024, 1));
  while (query.includes('doomHang'));
  return plan.apply(this, given);
};

require('../../../../../gateway/engine/planner/child');

import type { HubContext } from '../context';
import { decisionFor } from '../../../common/access/verdicts';

/** Whether this principal may sign decisions: the category `deciding` of the hub's own agreement says who. */
export const mayDecide = (context: HubContext): boolean =>
  decisionFor(context, context.principal, 'deciding').state === 'CONTENT';

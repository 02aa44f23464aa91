import { type Json, startTestHub, type TestHub } from '../support/hub';

/** The hub that all groups ask, one after the other, and what several of them ask. */

export let hub: TestHub;
export let [ada, ben, eve, mother, cara]: string[] = [];
export async function start(): Promise<void> {
  hub = await startTestHub();
  ({ ada, ben, eve, mother, cara } = hub.people as Record<string, string>);
}
export const stop = (): Promise<void> => hub.close();

export const as = async (persona: string, text: string, variables: object = {}): Promise<Json> =>
  (await hub.signIn(persona)).query(text, variables);
export const BREAK =
  'mutation ($child: ID!, $reason: String!) { breakGlass(childId: $child, reason: $reason) { id endsAt level purpose basis status consent subjects { id } } }';
export const breakGlass = (persona: string, child: unknown, reason = 'She called and said she is being hurt now') =>
  as(persona, BREAK, { child, reason });
export const CHILD = 'query ($id: ID!, $caseId: ID) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { id } }';
export const USES = '{ breakGlassUses { id case at endsAt member reason earlierUses flagged told notYetTold outcome } }';
export const REVIEW =
  'mutation ($id: ID!, $outcome: EmergencyOutcome!, $note: String!) { reviewBreakGlass(id: $id, outcome: $outcome, note: $note) { outcome outcomeNote reviewedBy } }';
export const codeOf = (answer: Json) => answer.errors?.[0]?.extensions.code;

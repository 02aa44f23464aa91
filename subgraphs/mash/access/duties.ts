/** Duties that nobody holds beside another: whoever publishes reads nothing, and whoever audits is not part of what is audited. */
const ALONE: readonly string[] = ['publisher', 'ig_auditor'];

/** Whether one person may hold these roles at once. A register that says otherwise lets them do nothing until it is put right. */
export const areSeparate = (roles: readonly string[]): boolean => {
  const held = new Set(roles);
  return held.size === 1 || !ALONE.some((role) => held.has(role));
};

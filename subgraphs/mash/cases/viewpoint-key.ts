/**
 * Names a way of looking at a case: two people of one purpose and the same roles in it are told the same.
 *
 * @param roles those of somebody's roles that may pursue the purpose.
 */
export const viewpointKey = (purpose: string, roles: readonly string[]): string => `${purpose}/${[...roles].sort().join('+')}`;

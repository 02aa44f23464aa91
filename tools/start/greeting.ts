import { PERSONAS } from '../dev-sign-in/personas';
import type { Demonstration } from './demonstration';

export interface Greeting {
  readonly gatewayUrl: string;
  readonly signInUrl: string;
  readonly dataDir: string;
  /** Data folder as the token command has to be told; undefined when it finds it by itself. */
  readonly setData: string | undefined;
  readonly demonstration: Demonstration | undefined;
  readonly seconds: number;
}

/** What the person who typed `npm start` reads: where everything is, who they can be, and one query to paste. */
export function greeting(facts: Greeting): string {
  const lines = [
    '',
    `mash-hub runs (started in ${facts.seconds.toFixed(1)} s). Ctrl-C stops it.`,
    '',
    `  GraphQL               ${facts.gatewayUrl}/graphql`,
    `  health                ${facts.gatewayUrl}/health/ready`,
    `  development sign-in   ${facts.signInUrl}`,
    `  data and logs         ${facts.dataDir}`,
    '',
    'Everyone in it is fictional. Sign in as one of:',
    ...inRows(PERSONAS.map((persona) => persona.name)),
    '',
  ];
  if (facts.demonstration !== undefined) {
    lines.push('Paste this to see one child collated for a MASH analyst:', '', curl(facts, facts.demonstration), '');
  }
  return lines.join('\n');
}

function curl(facts: Greeting, { childId, caseId }: Demonstration): string {
  const query = `{ child(id: "${childId}", purpose: SECTION_47, caseId: "${caseId}") {
    dateOfBirth
    sources { agency state asAt }
    threshold { level couldReach complete modelVersion rules { id state level wording } }
    chronology(first: 5) { totalCount edges { node { date agency kind headline significance } } }
  } }`;
  const body = JSON.stringify({ query: query.replace(/\s+/g, ' ') });
  const token = `${facts.setData === undefined ? '' : `MASH_DATA='${facts.setData}' `}npm run --silent token -- mash-analyst`;
  return [
    `curl -s ${facts.gatewayUrl}/graphql -H 'content-type: application/json' \\`,
    `  -H "authorization: Bearer $(${token})" \\`,
    `  -d '${body}'`,
  ].join('\n');
}

function inRows(names: readonly string[]): string[] {
  const rows: string[] = [];
  for (let at = 0; at < names.length; at += 4) {
    rows.push(`  ${names.slice(at, at + 4).join('  ')}`);
  }
  return rows;
}

import { stripIgnoredCharacters } from 'graphql';
import type { Profile } from '../../common/profile';
import { PERSONAS } from '../dev-sign-in/personas';
import { listedOperation } from '../operations';
import type { Demonstration } from './demonstration';

export interface Greeting {
  readonly gatewayUrl: string;
  readonly signInUrl: string;
  readonly dataDir: string;
  /** Data folder as the token command has to be told; undefined when it finds it by itself. */
  readonly setData: string | undefined;
  readonly demonstration: Demonstration | undefined;
  readonly profile: Profile;
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
    ...(facts.profile === 'rehearsal' ? ['  profile               rehearsal: as in production, but for the sign-in'] : []),
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
  const query = stripIgnoredCharacters(listedOperation('child-at-a-glance'));
  const body = JSON.stringify({ query, variables: { id: childId, caseId } });
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

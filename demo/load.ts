import { request } from 'undici';
import type { Borough, FamilyStory } from './borough';
import { makeBorough } from './borough';
import { exportBorough } from './export';
import { openCase, openedCases } from './cases';
import { publishFiles } from './publish';

export interface LoadOptions {
  readonly gatewayUrl: string;
  /** An access token for a demonstration persona. */
  readonly token: (persona: string) => Promise<string>;
  /** About how many children the borough has. */
  readonly children: number;
}

/** The child to look at first, and the case through which to. */
export interface LoadedBorough {
  readonly childId: string;
  readonly caseId: string;
}

/**
 * Loads the borough as anyone would: each agency publishes its own national formats through the gateway, and the front door opens
 * cases on the families with a story. Doing it again changes nothing that was published.
 */
export async function loadBorough({ gatewayUrl, token, children }: LoadOptions): Promise<LoadedBorough> {
  const borough = makeBorough({ children, today: new Date().toISOString().slice(0, 10) });
  for (const files of exportBorough(borough)) await publishFiles(files, gatewayUrl, token);
  const ask = asking(gatewayUrl, token);
  let first: LoadedBorough | undefined;
  const opened = await openedCases(ask);
  for (const story of withCases(borough)) {
    const loaded = await openCase(story, opened, ask);
    first ??= loaded;
  }
  if (!first) throw new Error('The demonstration borough has no case to show');
  return first;
}

const withCases = ({ families }: Borough): FamilyStory[] => families.filter(({ story }) => story.case !== undefined);

/** Puts one GraphQL operation to the gateway as a persona. @throws Error with the codes of what went wrong. */
export type Ask = <T>(persona: string, query: string, variables: Record<string, unknown>) => Promise<T>;

function asking(gatewayUrl: string, token: LoadOptions['token']): Ask {
  return async <T>(persona: string, query: string, variables: Record<string, unknown>): Promise<T> => {
    const response = await request(`${gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token(persona)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await response.body.json()) as {
      data?: T;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    if (errors.length > 0 || !data) {
      throw new Error(
        `The demonstration could not be set up: ${errors.map(({ message, extensions }) => `${extensions?.code}: ${message}`).join('; ')}`,
      );
    }
    return data;
  };
}

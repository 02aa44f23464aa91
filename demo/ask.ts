import { request } from 'undici';

/** An access token for a demonstration persona. */
export type TokenOf = (persona: string) => Promise<string>;

/** Puts one GraphQL operation to the gateway as a persona. @throws Error with the codes of what went wrong. */
export type Ask = <T>(persona: string, query: string, variables: Record<string, unknown>) => Promise<T>;

export function asking(gatewayUrl: string, token: TokenOf): Ask {
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

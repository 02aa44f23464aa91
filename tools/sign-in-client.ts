import { dataFolder } from './start/files';
import { findRun, type RunFile } from './start/run-file';

/** The gateway of the hub that runs on this data folder. Throws when none runs. */
export function gatewayUrl(data = dataFolder()): string {
  return running(data).gatewayUrl;
}

/**
 * An access token for a demonstration persona (e.g. `mash-analyst`, `police-publisher`) from the development sign-in of the hub
 * that runs on this data folder; good for ten minutes. Throws when none runs or there is no such persona.
 */
export async function accessToken(persona: string, data = dataFolder()): Promise<string> {
  const { signInUrl, personaSecret } = running(data);
  const response = await fetch(`${signInUrl}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: persona, client_secret: personaSecret }),
  });
  const answer = (await response.json()) as { access_token?: string; error?: string };
  if (answer.access_token === undefined) {
    throw new Error(
      answer.error === 'invalid_client'
        ? `The development sign-in knows no persona "${persona}". npm start lists them.`
        : `The development sign-in refused: ${answer.error}`,
    );
  }
  return answer.access_token;
}

function running(data: string): RunFile {
  const run = findRun(data);
  if (run === undefined) {
    throw new Error(`No hub runs on ${data}. Start one with npm start, or set MASH_DATA to the folder of the one that runs.`);
  }
  return run;
}

import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { CannotStart } from '../local-postgres/cannot-start';
import { type Profile, profileOf } from '../../common/profile';
import { isFree } from '../local-postgres/ports';

const OLDEST_NODE = [20, 19] as const;

export function checkNode(version: string): void {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new CannotStart(
      `mash-hub needs Node.js ${OLDEST_NODE.join('.')} or later; this is ${version}. Install a current version (24 is recommended).`,
    );
  }
}

/** The profile to start in: development, or a rehearsal. @throws CannotStart in production, and for a profile that there is none */
export function checkEnvironment(env: NodeJS.ProcessEnv): Profile {
  let profile: Profile;
  try {
    profile = profileOf(env);
  } catch (error) {
    throw new CannotStart(`MASH_PROFILE ${(error as Error).message}`);
  }
  if (profile === 'production') {
    throw new CannotStart(
      'npm start runs the hub with a development sign-in that lets anyone in, so it refuses NODE_ENV=production and MASH_PROFILE=production. MASH_PROFILE=rehearsal runs everything else as in production; docker-compose.yml shows how the services are deployed.',
    );
  }
  return profile;
}

/** Creates the data folder where it is missing and makes sure that we can write in it. */
export function prepareDataFolder(folder: string): void {
  try {
    const created = mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    if (created !== undefined) {
      // Root's PostgreSQL account has to pass through; everything secret inside has its own mode.
      chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = existsSync(folder) ? folder : `${folder} (in ${dirname(folder)})`;
    throw new CannotStart(
      `The data folder ${where} is not writable (${code}). Set MASH_DATA to a folder that this account can write in.`,
    );
  }
}

export async function checkPorts(gateway: number, signIn: number): Promise<void> {
  for (const [port, use] of [
    [gateway, 'the gateway'],
    [signIn, 'the development sign-in'],
  ] as const) {
    if (!(await isFree(port))) {
      throw new CannotStart(
        `Port ${port}, for ${use}, is taken. Stop what uses it, or set MASH_PORT to another port (it and the next one are used).`,
      );
    }
  }
}

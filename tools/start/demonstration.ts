import { join } from 'node:path';
import { accessToken } from '../sign-in-client';
import { findJson, repositoryRoot, writePrivateJson } from './files';

/** What the demonstration borough says about itself: a child to look at first, and the case through which to. */
export interface Demonstration {
  readonly childId: string;
  readonly caseId: string;
}

/** What `demo/load` offers. */
interface DemonstrationLoader {
  loadBorough(options: {
    gatewayUrl: string;
    token: (persona: string) => Promise<string>;
    /** How many children the borough has. */
    children: number;
  }): Promise<Demonstration>;
}

/** The loaded demonstration, if there is one. */
export function findDemonstration(data: string): Demonstration | undefined {
  return findJson<Demonstration>(demonstrationFile(data));
}

/**
 * Loads the demonstration borough through the gateway, as any publisher would, unless this data folder has one. A load that was
 * interrupted is done again from its beginning: publishing the same file twice changes nothing.
 */
export async function ensureDemonstration(data: string, gatewayUrl: string, children: number): Promise<Demonstration> {
  const loaded = findDemonstration(data);
  if (loaded !== undefined) {
    return loaded;
  }
  const { childId, caseId } = await loader().loadBorough({
    gatewayUrl,
    token: (persona) => accessToken(persona, data),
    children,
  });
  const demonstration = { childId, caseId, children };
  writePrivateJson(demonstrationFile(data), demonstration);
  return demonstration;
}

function demonstrationFile(data: string): string {
  return join(data, 'demo.json');
}

/** Loaded when needed only: the generator is the largest part of the launcher, and only a first start uses it. */
function loader(): DemonstrationLoader {
  const compiled = __filename.endsWith('.js');
  return require(join(repositoryRoot(), ...(compiled ? ['dist'] : []), 'demo', 'load')) as DemonstrationLoader;
}

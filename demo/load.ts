import { asking, type TokenOf } from './ask';
import type { Borough, FamilyStory } from './borough';
import { makeBorough } from './borough';
import { exportBorough } from './export';
import { type LoadedBorough, openCase, openedCases } from './cases';
import { publishFiles } from './publish';

export interface LoadOptions {
  readonly gatewayUrl: string;
  readonly token: TokenOf;
  /** About how many children the borough has. */
  readonly children: number;
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

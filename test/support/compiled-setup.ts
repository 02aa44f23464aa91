import { compileProject } from './compile';
import globalSetup from './global-setup';
import { makeTemplatesFolder, TEST_HUBS } from './hub-template';

/**
 * For projects whose tests start real processes: compiles before any test runs, for a process that starts meanwhile would read half of
 * it. A file of its own, because Jest calls each set-up once in a run, with whichever project comes first.
 */
export default async function compiledSetup(): Promise<void> {
  compileProject();
  process.env[TEST_HUBS] ??= makeTemplatesFolder();
  await globalSetup();
}

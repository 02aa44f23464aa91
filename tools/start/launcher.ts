import { ConfigError } from '../../common/config';
import { CannotStart } from '../local-postgres/cannot-start';
import { checkEnvironment, checkNode } from './checks';
import type { ServicePlan } from './child';
import { ensureDemonstration } from './demonstration';
import { greeting } from './greeting';
import { LocalHub } from './hub';
import { onInterrupt, onNpmGone } from './interrupts';
import type { Layout } from './services';
import { readSettings } from './settings';

/** `npm start`: starts the hub, says where everything is, and stops it in good order on Ctrl-C. Ends the process. */
export function runLauncher(plan?: (layout: Layout) => ServicePlan[]): void {
  launch(plan).catch((error: unknown) => {
    // These are for whoever typed the command; anything else is a fault of ours and shows where it arose.
    const known = error instanceof CannotStart || error instanceof ConfigError;
    process.stderr.write(`\n${known ? error.message : (error as Error).stack}\n`);
    process.exit(1);
  });
}

async function launch(plan: ((layout: Layout) => ServicePlan[]) | undefined): Promise<void> {
  checkNode(process.version);
  const profile = checkEnvironment(process.env);
  const begun = performance.now();
  const settings = readSettings(process.env);
  const hub = new LocalHub({
    ...settings,
    profile,
    ...(plan === undefined ? {} : { plan }),
    progress: (step) => say(`starting ${step} ...`),
    lost: (service, how) =>
      say(`${service.name} has ended (${how}); its part of every answer is missing until the next start.\n${service.lastLog()}`),
  });
  // The services hold nothing of ours open, so that a library's user can end; the launcher stays until it is told to stop.
  setInterval(() => undefined, 60_000);
  onInterrupt((signal) => stop(hub, signal));
  onNpmGone((reason) => stop(hub, reason));
  try {
    await hub.start();
    if (settings.children > 0) {
      say('loading the demonstration borough, unless it is there ...');
    }
    const demonstration =
      settings.children > 0 ? await ensureDemonstration(settings.dataDir, hub.gatewayUrl, settings.children) : undefined;
    const setData = process.env.MASH_DATA === undefined ? undefined : settings.dataDir;
    const seconds = (performance.now() - begun) / 1000;
    say(
      greeting({
        gatewayUrl: hub.gatewayUrl,
        signInUrl: hub.signInUrl,
        dataDir: settings.dataDir,
        setData,
        demonstration,
        profile,
        seconds,
      }),
    );
  } catch (error) {
    // Interrupted while starting: `stop` is under way and ends the process itself.
    if (!hub.isStopping) {
      await hub.stop();
      throw error;
    }
  }
}

async function stop(hub: LocalHub, reason: string): Promise<void> {
  say(`stopping (${reason}) ...`);
  await hub.stop();
  say('stopped.');
  process.exit(0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

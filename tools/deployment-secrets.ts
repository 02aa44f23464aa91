import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, readTyped, runCommand } from './command-line';
import { rightsInside } from './local-postgres/databases';
import { privateFolder, repositoryRoot } from './start/files';
import { ensureKeys } from './start/secrets';
import { databaseName, GATEWAY, LEDGER, SUBGRAPHS } from './start/services';

/** Writes the secret files that docker-compose.yml names. A file that is there already is left as it is. */
export async function writeDeploymentSecrets(folder: string): Promise<void> {
  privateFolder(folder);
  const keys = mkdtempSync(join(tmpdir(), 'mash-hub-keys-'));
  try {
    for (const service of [...SUBGRAPHS, GATEWAY, LEDGER]) {
      const name = databaseName(service);
      if (!existsSync(join(folder, `${name}_key`))) {
        const made = await ensureKeys(keys, 'hub', service);
        copyFileSync(made.privateFile, join(folder, `${name}_key`));
        copyFileSync(made.jwksFile, join(folder, `${name}_jwks`));
      }
    }
  } finally {
    rmSync(keys, { recursive: true });
  }
  for (const service of SUBGRAPHS) {
    if (!existsSync(join(folder, `${databaseName(service)}_roles`))) {
      writeDatabaseSecrets(folder, service);
    }
  }
  openToContainers(folder);
}

function writeDatabaseSecrets(folder: string, service: string): void {
  const database = databaseName(service);
  const write = (name: string, value: string) =>
    writeFileSync(join(folder, `${database}_${name}`), `${value}\n`, { mode: 0o600 });
  const [migrator, app] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
  const url = (role: string, password: string) =>
    `postgres://${database}_${role}:${password}@${service}-postgres:5432/${database}`;
  write('postgres_password', randomBytes(24).toString('base64url'));
  write('database_url', url('app', app));
  write('migrator_database_url', url('migrator', migrator));
  write(
    'roles',
    [
      `create role ${database}_migrator login noinherit password '${migrator}';`,
      `create role ${database}_app login noinherit password '${app}';`,
      `create database ${database} owner ${database}_migrator;`,
      `revoke all on database ${database} from public;`,
      `grant connect on database ${database} to ${database}_app, ${database}_migrator;`,
      `\\connect ${database}`,
      rightsInside({ name: database }),
    ].join('\n'),
  );
}

/** Each container sees its own files only, under an account of its own; the folder around them lets nobody else in. */
function openToContainers(folder: string): void {
  for (const service of [...SUBGRAPHS, GATEWAY, LEDGER]) {
    for (const name of ['key', 'jwks', 'postgres_password', 'database_url', 'migrator_database_url', 'roles']) {
      const file = join(folder, `${databaseName(service)}_${name}`);
      if (existsSync(file)) {
        chmodSync(file, 0o644);
      }
    }
  }
}

const USAGE = `Usage: npm run deployment-secrets -- [folder]

  Writes the secret files that docker-compose.yml names into the folder, deploy/secrets unless told. What is there stays.`;

async function main(argv: readonly string[]): Promise<void> {
  const [given] = readTyped({ argv, options: {}, usage: USAGE, atMost: 1 }).positionals;
  const folder = resolve(given ?? join(repositoryRoot(), 'deploy', 'secrets'));
  await writeDeploymentSecrets(folder);
  process.stdout.write(`The secret files are in ${folder}\n`);
}

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);

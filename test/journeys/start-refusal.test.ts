import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Field, ObjectType, Resolver, FieldResolver } from 'type-graphql';
import { loadAgreements } from '../../common/access/load-agreements';
import { buildAgencySchema } from '../../common/agency/agency-schema';
import type { AgencyDefinition } from '../../common/agency/definition';
import { loadDefinition } from '../../subgraphs/load-definition';
import { AGENCIES } from '../../subgraphs/registry';

/** Agreement and schema are about the same fields, or nothing starts: proved on each agency's own code and own process. */

const ROOT = join(__dirname, '../..');

@ObjectType()
class RumourReport {
  @Field(() => String, { nullable: true })
  heard!: string;
}

/** The agency as it is, with one field more on its record. */
function withRumours(definition: AgencyDefinition): AgencyDefinition {
  @Resolver(() => definition.record)
  class Rumours {
    @FieldResolver(() => [RumourReport], { nullable: true })
    rumours(): RumourReport[] {
      return [];
    }
  }
  return { ...definition, resolvers: [...definition.resolvers, Rumours] };
}

describe.each(AGENCIES)('$name', ({ name, agency, recordType }) => {
  const agreement = () => {
    const found = loadAgreements(join(ROOT, 'policy', 'agreements'), [agency]).get(agency);
    if (found === undefined) throw new Error(`${agency} has no agreement`);
    return found;
  };

  test('starts from the agreement as it is', async () => {
    await expect(buildAgencySchema(loadDefinition(name), agreement())).resolves.toBeDefined();
  });

  test('a field added without a line of the agreement stops the start and is named', async () => {
    const start = buildAgencySchema(withRumours(loadDefinition(name)), agreement());
    await expect(start).rejects.toThrow(`${recordType}.rumours: no category of the agreement names this field`);
    await expect(start).rejects.toThrow('RumourReport.heard: no category of the agreement names this field');
  });
});

describe('the process of a subgraph', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mash-policy-'));
    cpSync(join(ROOT, 'policy'), join(folder, 'policy'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const edit = (file: string, change: (text: string) => string) => {
    const path = join(folder, 'policy', 'agreements', file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    expect(after === before).toBe(false);
    writeFileSync(path, after);
  };

  async function start(name: string): Promise<{ code: number | null; said: string }> {
    writeFileSync(join(folder, 'hub.jwks.json'), '{"keys":[]}');
    const child = spawn(process.execPath, [join(ROOT, 'dist', 'subgraphs', 'main.js'), name], {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        // Nothing answers here: the start must not come so far as to need it.
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        MIGRATOR_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        SPOOL_DIR: folder,
        SIGNING_KEY_FILE: join(folder, 'key.json'),
        HUB_JWKS_FILE: join(folder, 'hub.jwks.json'),
        LEDGER_JWKS_FILE: join(folder, 'hub.jwks.json'),
        POLICY_DIR: join(folder, 'policy'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, said: `${out}\n${err}` };
  }

  test('ends at once, and names the field, when its agreement has no line for it', async () => {
    edit('police.yaml', (yaml) => yaml.replace('      - PoliceIncident.location\n', ''));
    const { code, said } = await start('police');
    expect(code).not.toBe(0);
    expect(said).toContain('PoliceIncident.location: no category of the agreement names this field');
    expect(said).not.toContain('127.0.0.1:1');
  }, 30_000);

  test('ends at once, and names the line, when its agreement is about a field that is not there', async () => {
    edit('education.yaml', (yaml) =>
      yaml.replace('[SchoolEnrolment.school,', '[SchoolEnrolment.headTeacher, SchoolEnrolment.school,'),
    );
    const { code, said } = await start('education');
    expect(code).not.toBe(0);
    expect(said).toContain('SchoolEnrolment.headTeacher');
  }, 30_000);
});

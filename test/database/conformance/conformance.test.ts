import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { definition } from '../../../subgraphs/police';
import { runConformance } from '../../../tools/conformance/run';
import type { SubjectOptions } from '../../../tools/conformance/subject';
import { type AgencyUnderTest, startAgencyUnderTest } from '../../support/agency-caller';
import { compileProject } from '../../support/compile';
import { insertYouth as insertRows } from '../../support/sample-rows';
import { StandIn } from '../../support/stand-in';
import { FAKES } from './support/fakes';

/** An agency that hosts its own subgraph shows that it keeps what the hub relies on; one that breaks a rule is told which. */

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');
const SDL = readFileSync(join(__dirname, '../../../schema/police.graphql'), 'utf8');

let under: AgencyUnderTest;
let front: StandIn;
let options: SubjectOptions;
let folder: string;

beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  await insertRows(under.database.migratorUrl, {
    agency_person: [{ person: '1', key: '1', life_stage: 'CHILD', names: '[]', addresses: '[]' }],
    incident: [
      { person: '1', key: 'i1', reference: 'X1', type: 'DOMESTIC', occurred_at: '2026-01-05T10:00:00Z', summary: 'Shouting' },
    ],
    involvement: [{ person: '1', key: 'v1', incident: 'i1', role: 'SUBJECT' }],
  });
  front = await StandIn.listen();
  front.before(under.service.url);
  folder = mkdtempSync(join(tmpdir(), 'conformance-test-'));
  options = {
    url: front.url,
    registered: definition.registered as SubjectOptions['registered'],
    agreement: compileAgreement(AGREEMENT, 'police.yaml'),
    sdl: SDL,
    hubKey: under.hub,
    gatewayKey: under.gateway,
    person: '1',
    agencyKeys: [under.own.publicJwk],
  };
}, 60_000);
afterAll(async () => {
  await front.close();
  await under.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  front.behaviour = undefined;
});

/** Names of the rules that fail, of the part of the trial that one rule belongs to. */
const failed = async (check: string): Promise<string[]> => {
  const part = (['doors', 'grants', 'disclosure-log', 'feed'] as const).find((one) => check.startsWith(one)) ?? 'agreement';
  // Odd, so that each level, basis, relation and protection has its turn.
  const { findings } = await runConformance({ ...options, everyViewer: 9 }, [part]);
  return findings.filter(({ holds }) => !holds).map((one) => one.check);
};

test('an agency of ours conforms, compared with its agreement in thousands of answers', async () => {
  const result = await runConformance(options);
  expect(result.findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(result).toMatchObject({ agency: 'POLICE', conforms: true });
  expect(result.findings.length).toBeGreaterThanOrEqual(17);
  expect(result.cells).toBeGreaterThan(3_000);
}, 120_000);

test.each(FAKES)(
  'one that %s fails, by the name of the rule: %s',
  async (_what, check, behaviour) => {
    front.behaviour = behaviour;
    expect(await failed(check)).toContain(check);
  },
  120_000,
);

test('one that hangs up fails every part, and the trial comes to its end', async () => {
  front.behaviour = (_exchange, response) => response.destroy();
  const { findings, conforms } = await runConformance(options);
  expect(conforms).toBe(false);
  expect(findings.map(({ check }) => check)).toEqual(
    ['doors', 'grants', 'agreement', 'disclosure-log', 'feed'].map((part) => `${part}/answers-at-all`),
  );
});

test('the command says so in words, and by its exit code', async () => {
  compileProject();
  writeFileSync(join(folder, 'agency.jwks.json'), JSON.stringify({ keys: [under.own.publicJwk] }));
  // Not to be waited for in one go: the agency on trial runs in this very process.
  const run = (...args: string[]) =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [join(__dirname, '../../../dist/tools/conformance.js'), ...args], (error, stdout, stderr) =>
        resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
  expect(await run()).toMatchObject({ status: 1, stderr: expect.stringContaining('Usage: npm run conformance') });
  const args = [
    under.service.url,
    '--agency',
    'police',
    '--person',
    '1',
    '--agency-keys',
    join(folder, 'agency.jwks.json'),
    '--gateway-key',
    join(folder, 'gateway.json'),
  ];
  // A hub's key of its own making, which the subgraph has not pinned: nothing it says is believed.
  const refused = await run(...args, '--hub-key', join(folder, 'made.json'));
  expect(refused).toMatchObject({ status: 1, stdout: expect.stringContaining('POLICE does not conform') });
  expect(refused.stdout).toContain('FAILS  doors/good-call-is-answered');
}, 120_000);

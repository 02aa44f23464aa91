import { openCase, type Session, startTestHub, type TestHub } from '../mash-access/support/hub';

/** Who looked, read back: by the auditor, by each custodian's own lead, and for the person themselves. */

let hub: TestHub;
let caseId = '';
let ada = '';
let ben = '';

beforeAll(async () => {
  hub = await startTestHub();
  ada = hub.people.ada as string;
  ben = hub.people.ben as string;
  caseId = await openCase(hub, { subjects: [ada], team: 'agency-leads' });
  for (const custodian of ['police', 'health', 'police']) await look('mash-analyst', custodian);
});
afterAll(() => hub.close());

/** An answer about Ada and Ben, in which this custodian released something of each. */
async function look(persona: string, custodian: string): Promise<Session> {
  const session = await hub.signIn(persona);
  const entry = (person: string, released: string[]) => ({
    custodian,
    entry: {
      ...{ person, caseId, purpose: 'SECTION_47', agreement: `${custodian}-7` },
      released: released.map((category) => ({ category, rule: `${custodian}/${category}/content/x`, fields: ['Record.a'] })),
      withheld: [{ category: 'secret', rule: `${custodian}/secret/no-line`, fields: ['Record.b'] }],
    },
  });
  const answer = await hub.call('/access-log', session.tokens.mash as string, {
    ...{ rid: session.rid, operationName: 'Look', operationHash: 'a'.repeat(64), unavailable: [] },
    disclosures: [entry(ada, ['identity']), entry(ben, ['siblings-only'])],
  });
  if (answer.status !== 204) throw new Error(answer.text);
  return session;
}

const LOG = `first: 10) { edges { cursor node { kind member displayName agency purpose caseReference shares { custodian agreement released withheld } } }
  pageInfo { hasNextPage endCursor } } }`;

describe('the auditor', () => {
  test('sees who looked at a child, through which case, and what each custodian showed of that child', async () => {
    const auditor = await hub.signIn('ig-auditor');
    const { data, errors } = await auditor.query(`{ accessLog(person: "${ada}", ${LOG}`);
    expect(errors).toBeUndefined();
    const looks = data.accessLog.edges.map(({ node }: { node: object }) => node);
    expect(looks.filter(({ kind }: { kind: string }) => kind === 'RESPONSE')).toHaveLength(3);
    expect(looks[0]).toEqual({
      ...{ kind: 'RESPONSE', member: hub.memberId('mash-analyst'), displayName: 'Mash analyst', agency: 'MASH' },
      ...{ purpose: 'SECTION_47', caseReference: expect.stringMatching(/^MASH-/) },
      shares: [{ custodian: 'POLICE', agreement: 'police-7', released: ['identity'], withheld: ['secret'] }],
    });
    expect(JSON.stringify(looks)).not.toContain('siblings-only');
  });

  test('sees who saw what one custodian released, page by page', async () => {
    const auditor = await hub.signIn('ig-auditor');
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const { data } = await auditor.query(
        `{ accessLog(person: "${ada}", custodian: POLICE, first: 1${after}) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
      );
      seen.push(...data.accessLog.edges.map(({ node }: { node: { id: string } }) => node.id));
      if (!data.accessLog.pageInfo.hasNextPage) break;
      after = `, after: "${data.accessLog.pageInfo.endCursor}"`;
    }
    expect(new Set(seen).size).toBe(2);
    expect(seen).toHaveLength(2);
    // No place in the ledger: its gaps would tell how much the whole hub is asked.
    for (const id of seen) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const foreign = Buffer.from('00000000-0000-4000-8000-000000000000').toString('base64url');
    for (const after of [foreign, Buffer.from('7').toString('base64url')]) {
      const refused = await auditor.query(`{ accessLog(person: "${ada}", after: "${after}") { edges { cursor } } }`);
      expect(refused.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  test('leaves word of whom they asked about: the ledger takes it before they see it', async () => {
    const auditor = await hub.signIn('ig-auditor');
    const { extensions } = await auditor.query(`{ accessLog(person: "${ada}", first: 1) { edges { node { id } } } }`);
    expect(
      extensions.disclosures.map(({ person, purpose }: { person: string; purpose: string }) => [person, purpose]),
    ).toContainEqual([ada, 'AUDIT']);
  });

  test('gets nothing for an id that is nobody’s but an error or an empty list', async () => {
    const auditor = await hub.signIn('ig-auditor');
    const unknown = await auditor.query('{ accessLog(person: "00000000-0000-4000-8000-000000000000") { edges { cursor } } }');
    expect(unknown.data.accessLog.edges).toEqual([]);
    const none = await auditor.query('{ accessLog(person: "x\' or true") { edges { cursor } } }');
    expect(none.errors[0].extensions.code).toBe('NOT_FOUND');
  });

  test('makes the pack for the person, as JSON and PDF, without anybody else in it', async () => {
    const auditor = await hub.signIn('ig-auditor');
    const { data, errors } = await auditor.query(`{ subjectAccessPack(person: "${ada}") { looks json pdf } }`);
    expect(errors).toBeUndefined();
    const { looks, json, pdf } = data.subjectAccessPack;
    expect(looks).toBe(3);
    expect(JSON.parse(json).looks[0]).toMatchObject({
      organisation: 'Multi-Agency Safeguarding Hub',
      shown: [{ custodian: 'Police' }],
    });
    expect(json).not.toMatch(/mash-analyst@|siblings-only|secret|MASH-2/);
    expect(Buffer.from(pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('reads the report of unusual access, each look with its reason, and never for longer than a quarter', async () => {
    // The register calls somebody by the surname of the child.
    await hub.database.query(
      `insert into member (issuer, subject, valid_from, display_name, agency, roles, teams, approved_by)
       select issuer, 'namesake', valid_from, 'Nora Ash', agency, roles, teams, 'test' from member where subject = 'mash-analyst'`,
    );
    await look('namesake', 'police');
    const auditor = await hub.signIn('ig-auditor');
    const [from, to] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
    const report = (until: Date) =>
      auditor.query(
        `{ unusualAccess(from: "${from.toISOString()}", to: "${until.toISOString()}") { displayName people reasons { code why } } }`,
      );
    const { data } = await report(to);
    const own = data.unusualAccess.filter(({ displayName }: { displayName: string }) => displayName === 'Nora Ash');
    expect(own).toHaveLength(1);
    expect(own[0].reasons.map(({ code }: { code: string }) => code)).toContain('OWN_SURNAME');
    expect((await report(new Date(Date.now() + 100 * 86_400_000))).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect((await report(new Date(0))).errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  test('reads how the ledger stands with each custodian', async () => {
    const auditor = await hub.signIn('ig-auditor');
    const { data } = await auditor.query('{ ledgerState { entries sealed witnesses { custodian cosigned differences } } }');
    expect(data.ledgerState.entries).toBeGreaterThan(3);
    expect(data.ledgerState.witnesses.map(({ custodian }: { custodian: string }) => custodian)).toEqual([
      'POLICE',
      'HEALTH',
      'EDUCATION',
      'SOCIAL_CARE',
    ]);
  });
});

describe('an auditor whose own child it is', () => {
  const ASK = (person: string) =>
    `{ accessLog(person: "${person}") { edges { cursor } } subjectAccessPack(person: "${person}") { looks json } }`;
  afterAll(() => hub.database.query('delete from own_person'));

  test('is told what is told of an id that nobody has, and the attempt is reported', async () => {
    const auditor = await hub.signIn('ig-auditor');
    expect((await auditor.query(ASK(ben))).data.subjectAccessPack.looks).toBeGreaterThan(0);
    await auditor.query('mutation ($p: ID) { declareOwnTie(person: $p, tie: FAMILY) }', { p: ben });
    const [own, nobody] = [await auditor.query(ASK(ben)), await auditor.query(ASK('00000000-0000-4000-8000-000000000000'))];
    expect(own.errors).toBeUndefined();
    expect(own.data).toEqual(nobody.data);
    const { data } = await auditor.query('{ ownTieAttempts { member what } }');
    expect(data.ownTieAttempts).toContainEqual({ member: hub.memberId('ig-auditor'), what: 'CHILD' });
  });
});

describe('a custodian’s own lead', () => {
  const childLog = async (persona: string) => {
    const session = await hub.signIn(persona);
    return session.query(`{ child(id: "${ada}", purpose: SECTION_47, caseId: "${caseId}") { id accessLog(${LOG} }`);
  };

  test('sees who saw what is theirs, and nothing of what others released', async () => {
    const { data } = await childLog('health-navigator');
    expect(data.child.accessLog.edges.map(({ node }: { node: { shares: object[] } }) => node.shares)).toEqual([
      [{ custodian: 'HEALTH', agreement: 'health-7', released: ['identity'], withheld: ['secret'] }],
    ]);
  });

  test('does not learn through which case: it may be one that they must not know of', async () => {
    const { data } = await childLog('health-navigator');
    expect(data.child.accessLog.edges.map(({ node }: { node: { caseReference: string | null } }) => node.caseReference)).toEqual([
      null,
    ]);
  });

  test('cannot ask for another custodian’s', async () => {
    const session = await hub.signIn('health-navigator');
    const { data } = await session.query(
      `{ child(id: "${ada}", purpose: SECTION_47, caseId: "${caseId}") { accessLog(custodian: POLICE) { edges { node { shares { custodian } } } } } }`,
    );
    expect(JSON.stringify(data)).not.toContain('POLICE');
  });
});

test.each(['mash-analyst', 'decision-maker', 'screening-officer', 'early-help-worker', 'police-publisher', 'police-researcher'])(
  '%s reads neither the log of a person without a case, nor packs, nor the report',
  async (persona) => {
    const session = await hub.signIn(persona);
    for (const query of [
      `{ accessLog(person: "${ada}") { edges { cursor } } }`,
      `{ subjectAccessPack(person: "${ada}") { json } }`,
      '{ unusualAccess(from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z") { id } }',
      '{ ledgerState { entries } }',
    ]) {
      const { data, errors } = await session.query(query);
      expect(Object.values(data)).toEqual([null]);
      expect(errors[0].extensions.code).toBe('WITHHELD');
    }
  },
);

test('who works on a case does not read who else has looked', async () => {
  const analyst = await hub.signIn('mash-analyst');
  const { data, errors } = await analyst.query(
    `{ child(id: "${ada}", purpose: SECTION_47, caseId: "${caseId}") { id accessLog { edges { cursor } } } }`,
  );
  expect(data.child).toEqual({ id: ada, accessLog: null });
  expect(errors[0].extensions).toMatchObject({ code: 'WITHHELD', category: 'access-log' });
});

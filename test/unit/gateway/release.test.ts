import { releasePlugin } from '../../../gateway/release';
import type { AccessLogRow } from '../../../gateway/ledger';
import { separateWithheld } from '../../../gateway/withheld';

const WITHHELD = { code: 'WITHHELD', agency: 'POLICE', category: 'incidents', rule: 'police/incidents/no-line', tell: 'Ask.' };

describe('refusals apart from faults', () => {
  test('a refusal stands where the engine placed it, and nowhere else', () => {
    const { withheld, faults } = separateWithheld([
      { message: 'x', path: ['child', 'police'], extensions: { ...WITHHELD, at: ['elsewhere'] } },
      { message: 'x', path: ['child', 'health'], extensions: WITHHELD },
      { message: 'x', extensions: WITHHELD },
      { message: 'fault', path: ['child'], extensions: { code: 'INTERNAL' } },
      { message: 'fault' },
    ]);
    expect(withheld.map(({ path }) => path)).toEqual([[], ['child', 'health'], ['child', 'police']]);
    expect(withheld[2]).toEqual({
      path: ['child', 'police'],
      agency: 'POLICE',
      category: 'incidents',
      rule: 'police/incidents/no-line',
      tell: 'Ask.',
    });
    expect(faults.map(({ message }) => message)).toEqual(['fault', 'fault']);
  });

  test('refusals come in the order of their places, whoever answered first', () => {
    const places: (string | number)[][] = [['b'], ['a', 10, 'c'], ['a', 9, 'c'], ['a', 9], ['a'], ['a', 9, 'b']];
    const inOrder = (paths: (string | number)[][]) =>
      separateWithheld(paths.map((path) => ({ message: 'x', path, extensions: WITHHELD }))).withheld.map(({ path }) => path);
    const expected = [['a'], ['a', 9], ['a', 9, 'b'], ['a', 9, 'c'], ['a', 10, 'c'], ['b']];
    expect(inOrder(places)).toEqual(expected);
    expect(inOrder([...places].reverse())).toEqual(expected);
  });

  test('what a refusal does not say is empty, never the word undefined', () => {
    expect(separateWithheld([{ message: 'x', extensions: { code: 'WITHHELD', rule: 5 } }]).withheld).toEqual([
      { path: [], agency: '', category: '', rule: '', tell: '' },
    ]);
  });
});

interface Result {
  data?: unknown;
  errors?: object[];
  extensions?: object;
}

/** Runs the plugin on an answer, with a ledger that takes the row or does not. */
async function released(singleResult: Result, { ledger = 'takes', operationName = 'Look', kind = 'single' } = {}) {
  const rows: [AccessLogRow, string][] = [];
  const commit = async (row: AccessLogRow, token: string): Promise<void> => {
    rows.push([row, token]);
    if (ledger !== 'takes') throw new Error('no');
  };
  const listener = await releasePlugin({ commit } as never, 'mash').requestDidStart?.({} as never);
  const disclosures = [{ custodian: 'police', entry: { purpose: 'SECTION_47', released: [], withheld: [] } }];
  const request = {
    response: { body: { kind, singleResult }, http: {} as { status?: number } },
    contextValue: { rid: 'r1', tokens: { mash: 'token' }, disclosures },
    operationName,
    source: '{ me { id } }',
  };
  await (listener as { willSendResponse(one: unknown): Promise<void> }).willSendResponse(request);
  return { result: request.response.body.singleResult, status: request.response.http.status, rows };
}

describe('the release of an answer', () => {
  test('waits for its row, which says what the custodians disclosed', async () => {
    const { result, rows, status } = await released({ data: { me: { id: 'a' } } });
    expect({ result, status }).toEqual({ result: { data: { me: { id: 'a' } }, extensions: undefined }, status: undefined });
    expect(rows).toEqual([
      [
        {
          kind: 'RESPONSE',
          rid: 'r1',
          refused: [],
          operationName: 'Look',
          operationHash: expect.stringMatching(/^[0-9a-f]{64}$/),
          disclosures: [{ custodian: 'police', entry: { purpose: 'SECTION_47', released: [], withheld: [] } }],
          unavailable: [],
        },
        'token',
      ],
    ]);
  });

  test('carries nothing when the ledger does not take the row: no data, no refusals, no faults', async () => {
    const answer = { data: { me: { id: 'a' } }, errors: [{ message: 'x', extensions: WITHHELD }], extensions: { other: 1 } };
    const { result, status } = await released(answer, { ledger: 'is away' });
    expect(status).toBe(503);
    expect(result).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'LEDGER_UNAVAILABLE' } }] });
  });

  test('needs no row when there is no data', async () => {
    for (const data of [undefined, null]) {
      expect(
        (await released({ data, errors: [{ message: 'x', extensions: { code: 'BAD_USER_INPUT' } }] }, { ledger: 'is away' }))
          .rows,
      ).toEqual([]);
    }
  });

  test.each(['FORBIDDEN', 'NOT_FOUND', 'WITHHELD'])('has an entry of a refusal too, though no data leaves: %s', async (code) => {
    const refusal = () => ({ data: null, errors: [{ message: 'x', path: ['submitContact'], extensions: { code } }] });
    const { rows, result } = await released(refusal());
    expect(rows.map(([row]) => [row.kind, row.refused])).toEqual([['REFUSAL', code === 'WITHHELD' ? [] : [code]]]);
    expect(result.data).toBeNull();
    expect((await released(refusal(), { ledger: 'is away' })).status).toBe(503);
  });

  test('is refused for an answer in parts', async () => {
    await expect(released({ data: {} }, { kind: 'incremental' })).rejects.toThrow('own ledger entry');
  });

  test('names each agency that did not answer once', async () => {
    const down = (agency: string) => ({ message: 'x', extensions: { code: 'AGENCY_UNAVAILABLE', agency, reason: 'TIMEOUT' } });
    const { rows } = await released({ data: {}, errors: [down('POLICE'), down('POLICE'), down('HEALTH')] });
    expect(rows[0]?.[0].unavailable).toEqual(['POLICE', 'HEALTH']);
  });

  test('cuts a name of an operation that the ledger would not take', async () => {
    expect((await released({ data: {} }, { operationName: 'N'.repeat(300) })).rows[0]?.[0].operationName).toHaveLength(100);
  });

  test('lists refusals in extensions, and leaves errors out when there are none', async () => {
    const { result } = await released({ data: {}, errors: [{ message: 'x', path: ['child'], extensions: WITHHELD }] });
    expect(result).toEqual({
      data: {},
      extensions: { withheld: [expect.objectContaining({ path: ['child'], agency: 'POLICE' })] },
    });
    expect('errors' in result).toBe(false);
  });
});

describe('what a caller is told of a fault', () => {
  const told = async (...errors: object[]) => (await released({ data: {}, errors })).result.errors;

  test('its words when its code is one of those for callers, and our words otherwise', async () => {
    expect(await told({ message: 'No such case', path: ['case'], extensions: { code: 'NOT_FOUND' } })).toEqual([
      { message: 'No such case', path: ['case'], extensions: { code: 'NOT_FOUND' } },
    ]);
    const secret = {
      message: 'relation "person" of Amelia Hartley',
      path: ['case'],
      locations: [{ line: 1, column: 1 }],
      extensions: {
        code: 'DOWNSTREAM_SERVICE_ERROR',
        serviceName: 'police',
        stacktrace: ['at x'],
        exception: {},
        agency: 'POLICE',
        incident: 'i-1',
      },
    };
    expect(await told(secret)).toEqual([
      {
        message: 'Something went wrong; nothing is shown for this part',
        path: ['case'],
        locations: [{ line: 1, column: 1 }],
        extensions: { code: 'INTERNAL', agency: 'POLICE', incident: 'i-1' },
      },
    ]);
  });

  test('the code of our own rule, which the engine had overwritten', async () => {
    expect(
      await told({ message: 'too many', extensions: { code: 'GRAPHQL_VALIDATION_FAILED', refusal: 'OPERATION_TOO_LARGE' } }),
    ).toEqual([{ message: 'too many', extensions: { code: 'OPERATION_TOO_LARGE' } }]);
  });

  test('why an agency is unavailable, and of nothing else why', async () => {
    const [one, other] = (await told(
      { message: 'x', path: ['a'], extensions: { code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'TIMEOUT' } },
      { message: 'y', path: ['b'], extensions: { code: 'NOT_FOUND', reason: 'TIMEOUT' } },
    )) as { extensions: object }[];
    expect(one?.extensions).toEqual({ code: 'AGENCY_UNAVAILABLE', agency: 'POLICE', reason: 'TIMEOUT' });
    expect(other?.extensions).toEqual({ code: 'NOT_FOUND' });
  });

  test('once, what is wrong a thousand times in the same way; at each place, what stands somewhere', async () => {
    const nowhere = { message: 'Unknown directive', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
    expect(await told(...Array.from({ length: 1_000 }, () => nowhere))).toHaveLength(1);
    const somewhere = (index: number) => ({ message: 'x', path: ['list', index], extensions: { code: 'NOT_FOUND' } });
    expect(await told(somewhere(0), somewhere(1))).toHaveLength(2);
  });
});

import { type LogFields, openLog } from '../../../common/logger';

const lines: Record<string, unknown>[] = [];
const log = openLog('police', 'debug', { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
beforeEach(() => {
  lines.length = 0;
});

describe('the log', () => {
  test('writes a code, a time, the service and allowed fields', () => {
    log.with({ rid: 'r-1' }).info('PUBLICATION_STORED', { accepted: 12, milliseconds: 40 });
    expect(lines[0]).toMatchObject({ code: 'PUBLICATION_STORED', service: 'police', rid: 'r-1', accepted: 12, milliseconds: 40 });
    expect(lines[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('drops any field that is not on the list, and text that is no id or code', () => {
    log.info('SEARCHED', { name: 'Ada Bell', reason: 'Ada Bell', kind: 'a\nb', count: 1 } as unknown as LogFields);
    expect(lines[0]).not.toHaveProperty('name');
    expect(lines[0]).toMatchObject({ reason: 'UNPRINTABLE', kind: 'UNPRINTABLE', count: 1 });
  });

  test('describes an error by class, code and constraint, never by its message', () => {
    const error = Object.assign(new TypeError('Ada Bell is no date'), {
      code: '23505',
      constraint: 'person_key',
      detail: 'Ada Bell',
    });
    log.error('UNEXPECTED', {}, error);
    log.warn('ODD', {}, 'Ada Bell');
    expect(lines[0]).toMatchObject({ errorName: 'TypeError', errorCode: '23505', constraint: 'person_key' });
    expect(lines[1]).toMatchObject({ errorName: 'string' });
    expect(JSON.stringify(lines)).not.toContain('Ada');
  });
});

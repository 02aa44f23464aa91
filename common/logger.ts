import { type DestinationStream, pino } from 'pino';

/**
 * The only things a log line may say: ids, codes, counts and durations. No name, no date of birth, no query, no request body,
 * no error message (messages quote input). A new field goes in here after asking whether it could ever hold a person's data.
 */
export interface LogFields {
  /** Request id, the same through gateway and subgraphs. */
  readonly rid?: string;
  /** Registry code or service name. */
  readonly agency?: string;
  readonly service?: string;
  readonly port?: number;
  /** HTTP status. */
  readonly status?: number;
  /** HTTP method and route pattern, never a path with values in it. */
  readonly method?: string;
  readonly route?: string;
  /** Operation name as this project's own clients give it. */
  readonly operation?: string;
  readonly milliseconds?: number;
  readonly count?: number;
  readonly accepted?: number;
  readonly rejected?: number;
  readonly bytes?: number;
  readonly attempt?: number;
  readonly publication?: string;
  readonly format?: string;
  readonly kind?: string;
  readonly category?: string;
  readonly rule?: string;
  readonly indicator?: string;
  readonly state?: string;
  /** A code of ours, e.g. of an error class. */
  readonly reason?: string;
  readonly cursor?: string;
  readonly epoch?: string;
  readonly event?: string;
  readonly caseId?: string;
  readonly kid?: string;
  readonly jti?: string;
  readonly version?: string;
  readonly migration?: string;
  readonly pid?: number;
  readonly signal?: string;
  /** Class name of an error, its stable code (`ECONNREFUSED`, SQLSTATE) and the database constraint it broke. */
  readonly errorName?: string;
  readonly errorCode?: string;
  readonly constraint?: string;
}

/** A stable name for what happened, e.g. `SERVICE_READY`: what alerts and searches are written against. */
export type LogCode = Uppercase<string>;

export interface Log {
  debug(code: LogCode, fields?: LogFields): void;
  info(code: LogCode, fields?: LogFields): void;
  /** Something to look at in working hours; with what is known about an error, by class and code only. */
  warn(code: LogCode, fields?: LogFields, error?: unknown): void;
  /** Someone has to act now. A healthy day has none. */
  error(code: LogCode, fields?: LogFields, error?: unknown): void;
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log;
}

type Level = 'debug' | 'info' | 'warn' | 'error';

const FIELDS: Record<keyof LogFields, true> = {
  rid: true,
  agency: true,
  service: true,
  port: true,
  status: true,
  method: true,
  route: true,
  operation: true,
  milliseconds: true,
  count: true,
  accepted: true,
  rejected: true,
  bytes: true,
  attempt: true,
  publication: true,
  format: true,
  kind: true,
  category: true,
  rule: true,
  indicator: true,
  state: true,
  reason: true,
  cursor: true,
  epoch: true,
  event: true,
  caseId: true,
  kid: true,
  jti: true,
  version: true,
  migration: true,
  pid: true,
  signal: true,
  errorName: true,
  errorCode: true,
  constraint: true,
};

/** Ids and codes have no spaces; free text does, and line breaks or escapes would forge log lines. */
const SHAPE = /^[\w.:/@+=-]{1,128}$/;

/** Opens a service's log: one JSON object a line on standard output, or on `destination`. */
export function openLog(service: string, level: Level | 'silent' = 'info', destination?: DestinationStream): Log {
  const lines = pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'code' }, destination);
  return logTo((at, fields, code) => lines[at](fields, code), {});
}

function logTo(write: (level: Level, fields: object, code: string) => void, always: LogFields): Log {
  const line = (level: Level) => (code: LogCode, fields?: LogFields, error?: unknown) =>
    write(level, allowedOnly({ ...always, ...fields, ...(error === undefined ? {} : describe(error)) }), code);
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => logTo(write, { ...always, ...fields }),
  };
}

function allowedOnly(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(FIELDS, name) && value !== undefined) {
      const plain = typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && SHAPE.test(value));
      kept[name] = plain ? value : 'UNPRINTABLE';
    }
  }
  return kept;
}

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) {
    return { errorName: typeof error };
  }
  const { code, constraint, extensions } = error as { code?: unknown; constraint?: unknown; extensions?: { code?: unknown } };
  return {
    errorName: error.name,
    ...(typeof (code ?? extensions?.code) === 'string' ? { errorCode: (code ?? extensions?.code) as string } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
  };
}

import type { EngineError } from '../answer/completion-errors';
import type { Call } from '../plan/plan';
import type { Run } from './run';
import { type SourceError, SourceFailure } from '../source';
import { type Fields, isFields } from '../values';

/** What a subgraph gave: without data always with an error that says why. */
export interface Given {
  readonly data: unknown;
  readonly errors: readonly EngineError[];
}

/** Makes one call of a plan. Never rejects: whatever happens to one subgraph is an error of its own part of the answer. */
export async function send<C>(call: Call, variables: Fields, run: Run<C>): Promise<Given> {
  const { service, query, operationName } = call;
  for (const name of call.variables) if (Object.hasOwn(run.variables, name)) variables[name] = run.variables[name];
  try {
    const source = run.sources.get(service);
    if (source === undefined) throw new Error(`Nobody leads to the subgraph "${service}"`);
    const request = { query, variables, ...(operationName === undefined ? {} : { operationName }) };
    const answer: unknown = await source.process({ request, context: run.context });
    if (!isFields(answer)) return failed(service, 'BAD_ANSWER');
    const { data = null } = answer;
    const errors = Array.isArray(answer['errors']) ? answer['errors'].map((error) => readError(error, service)) : [];
    return data === null && errors.length === 0 ? failed(service, 'BAD_ANSWER') : { data, errors };
  } catch (error) {
    if (!(error instanceof SourceFailure)) return failed(service, 'UNREACHABLE');
    return { data: null, errors: [{ message: error.message, extensions: { ...error.extensions } }] };
  }
}

const failed = (service: string, reason: string): Given => ({ data: null, errors: [unavailable(service, reason)] });

/** What a client is told of a subgraph that gave no usable answer. */
export const unavailable = (service: string, reason: string): EngineError => ({
  message: `${service} did not answer`,
  extensions: { code: 'AGENCY_UNAVAILABLE', agency: service, reason },
});

function readError(error: SourceError | null | undefined, agency: string): EngineError {
  const { message, path, extensions } = isFields(error) ? error : ({} as Fields);
  return {
    message: String(message),
    ...(isPath(path) ? { path } : {}),
    extensions: {
      ...(isFields(extensions) ? extensions : {}),
      agency: isFields(extensions) ? (extensions['agency'] ?? agency) : agency,
    },
  };
}

const isPath = (path: unknown): path is (string | number)[] =>
  Array.isArray(path) && path.every((part) => typeof part === 'string' || Number.isSafeInteger(part));

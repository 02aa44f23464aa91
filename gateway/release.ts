import { createHash } from 'node:crypto';
import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context';
import type { AccessLogRow, LedgerClient } from './ledger';
import { separateWithheld } from './withheld';

/**
 * The last thing that happens to an answer: refusals move to `extensions.withheld`, faults are told by code alone, and
 * the access log row is committed. Without that row the answer is an error and carries no data (design D8).
 */
export function releasePlugin(ledger: LedgerClient, hub: string): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse(request) {
          const { body } = request.response;
          if (body.kind !== 'single')
            throw new Error('Answers in parts are not released: each part would need its own ledger entry');
          const { withheld, faults } = separateWithheld(body.singleResult.errors ?? []);
          if (faults.length > 0) body.singleResult.errors = distinct(faults.map(publicFault));
          else delete body.singleResult.errors;
          body.singleResult.extensions = withheld.length > 0 ? { withheld } : undefined;
          if (body.singleResult.data === undefined) return;
          const refused = [...new Set(faults.map(codeOf))].filter((code) => REFUSALS.has(code));
          if (body.singleResult.data === null && withheld.length + refused.length === 0) return;
          try {
            await ledger.commit(
              accessLogRow(request, body.singleResult.data === null ? 'REFUSAL' : 'RESPONSE', faults, refused),
              request.contextValue.tokens[hub] ?? '',
            );
          } catch {
            request.response.http.status = 503;
            body.singleResult = { errors: [LEDGER_FAULT] };
          }
        },
      };
    },
  };
}

/** The ledger takes no longer name of an operation. */
const LONGEST_NAME = 100;

const LEDGER_FAULT = {
  message: 'The ledger is not available, so nothing can be released; ask again shortly',
  extensions: { code: 'LEDGER_UNAVAILABLE' },
};

/** Refusals that a caller reads as such: that somebody tried is worth an entry, though nothing leaves. */
const REFUSALS = new Set(['FORBIDDEN', 'NOT_FOUND']);

const codeOf = ({ extensions }: GraphQLFormattedError): string => String(extensions?.code);

function accessLogRow(
  request: GraphQLRequestContextWillSendResponse<GatewayContext>,
  kind: AccessLogRow['kind'],
  faults: readonly GraphQLFormattedError[],
  refused: readonly string[],
): AccessLogRow {
  const { rid, disclosures } = request.contextValue;
  const unavailable = faults.filter(({ extensions }) => extensions?.code === 'AGENCY_UNAVAILABLE');
  return {
    ...{ kind, rid, refused },
    operationName: request.operationName?.slice(0, LONGEST_NAME) ?? null,
    operationHash: createHash('sha256')
      .update(request.source ?? '')
      .digest('hex'),
    disclosures,
    unavailable: [...new Set(unavailable.map(({ extensions }) => String(extensions?.agency)))],
  };
}

/** Codes whose message is ours and says something the caller can act on. */
const TELLABLE = new Set([
  'AGENCY_UNAVAILABLE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CONFLICT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'LEDGER_UNAVAILABLE',
  'NOT_FOUND',
  'OPERATION_NOT_PLANNABLE',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_LARGE',
  'PLANNER_BUSY',
  'PLANNER_UNAVAILABLE',
  'REFUSED',
  'SIGN_IN_UNAVAILABLE',
  'UNAUTHENTICATED',
]);

/** What a caller is told of a fault: nothing of a subgraph's own words unless the code says they were meant for them. */
function publicFault(fault: GraphQLFormattedError): GraphQLFormattedError {
  const { message, locations, path, extensions } = fault;
  // The engine overwrites the code of a validation rule's error; our rules say theirs beside it.
  const said = extensions?.refusal ?? extensions?.code;
  const code = typeof said === 'string' && TELLABLE.has(said) ? said : 'INTERNAL';
  const { agency, reason, incident } = extensions ?? {};
  return {
    message: code === 'INTERNAL' ? 'Something went wrong; nothing is shown for this part' : withoutValue(message),
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions: {
      code,
      ...(typeof agency === 'string' ? { agency } : {}),
      ...(code === 'AGENCY_UNAVAILABLE' && typeof reason === 'string' ? { reason } : {}),
      ...(typeof incident === 'string' ? { incident } : {}),
    },
  };
}

/** The engine quotes the value of a variable that does not fit: it may be somebody's name. */
function withoutValue(message: string): string {
  const [, variable] = /^Variable "\$(\w+)" (?:got invalid value|of )/.exec(message) ?? [];
  return variable === undefined ? message : `The variable "$${variable}" does not have the type that the operation declares`;
}

/** An operation can be wrong in the same way a thousand times: it is told once. Faults that stand somewhere are all told. */
function distinct(faults: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const told = new Set<string>();
  return faults.filter(({ message, path }) => {
    if (path !== undefined) return true;
    const isNew = !told.has(message);
    told.add(message);
    return isNew;
  });
}

import type { AnswerReader, SubgraphAnswer, SubgraphError } from './answers';
import { type CallProof, callHeaders } from './call-proof';
import type { GatewayContext } from './context';
import { sizeOf } from './ledger';
import { type SourceAnswer, type SourceCall, SourceFailure, type SourceRequest, type SubgraphSource } from './engine/source';
import { type FailureReason, SubgraphFailure, type SubgraphTransport } from './subgraph-client';

interface SourceOptions {
  readonly client: SubgraphTransport;
  /** Registry code shown to people, e.g. `POLICE`; `MASH` for the hub's own. */
  readonly agency: string;
  readonly proof: CallProof;
  /** Knows the supergraph that its operations are planned over. */
  readonly answers: AnswerReader;
}

/**
 * The engine's way to one subgraph: as whom it is asked, for how long at most in one request, and what of its answer is believed.
 * When it gives none, the engine leaves explicit nulls and an error for each object it should have filled (design D4).
 */
export class AgencySource implements SubgraphSource<GatewayContext> {
  constructor(private readonly options: SourceOptions) {}

  async process({ request, context }: SourceCall<GatewayContext>): Promise<SourceAnswer> {
    const { client, agency } = this.options;
    try {
      const answer = await this.#call(request, context);
      for (const entry of answer.disclosures) context.disclosures.push({ custodian: client.name, entry });
      // Whose errors they are is known here, whatever the subgraph says.
      const errors = this.#aboutEverybody(answer).map((error) => ({ ...error, extensions: { ...error.extensions, agency } }));
      return { data: answer.data, errors };
    } catch (error) {
      if (!(error instanceof SubgraphFailure)) throw error;
      context.budget.fail(client.name);
      const { message, extensions = {} } = this.#failure(error.reason);
      throw new SourceFailure(message, extensions);
    }
  }

  async #call(request: SourceRequest, context: GatewayContext): Promise<SubgraphAnswer> {
    const { client, proof, answers } = this.options;
    const timeLeft = context.budget.remaining(client.name);
    if (timeLeft === 0) throw new SubgraphFailure(client.name, 'EARLIER_FAILURE');
    const token = context.tokens[client.name];
    if (token === undefined) throw new SubgraphFailure(client.name, 'REFUSED');
    const said = await client.call(request, await callHeaders(proof, client.url, token), timeLeft);
    const answer = answers.read(said, request);
    if (answer === undefined) throw new SubgraphFailure(client.name, 'BAD_ANSWER');
    if (!context.budget.disclose(client.name, sizeOf(answer.disclosures))) throw new SubgraphFailure(client.name, 'TOO_LARGE');
    return answer;
  }

  /** An object that the subgraph answered with null is missing for a reason: its own, or that it gave none. */
  #aboutEverybody({ data, errors, entities }: SubgraphAnswer): readonly SubgraphError[] {
    if (data === null) return errors;
    const absent = entities.flatMap((alias) =>
      (data[alias] as readonly unknown[]).flatMap((object, index) => (object === null ? [[alias, index] as const] : [])),
    );
    if (absent.length === 0) return errors;
    const isAbsent = new Set(absent.map(([alias, index]) => `${alias} ${index}`));
    // Of somebody who is not there, only that can be said.
    const said = errors.filter(({ path }) => path === undefined || path.length === 2 || !isAbsent.has(placeOf(path)));
    const told = new Set(said.flatMap(({ path }) => (path?.length === 2 ? [placeOf(path)] : [])));
    const untold = absent.filter(([alias, index]) => !told.has(`${alias} ${index}`));
    return [...said, ...untold.map((path) => ({ ...this.#failure('BAD_ANSWER'), path }))];
  }

  #failure(reason: FailureReason): SubgraphError {
    const { agency } = this.options;
    return { message: `${agency} did not answer`, extensions: { code: 'AGENCY_UNAVAILABLE', agency, reason } };
  }
}

const placeOf = ([alias, index]: readonly (string | number)[]): string => `${alias} ${index}`;

import { join } from 'node:path';
import { parse } from 'graphql';
import { Executor, type Result } from '../../../../../gateway/engine/executor';
import type { PlannerOptions } from '../../../../../gateway/engine/planner/planner';
import { type SourceCall, SourceFailure } from '../../../../../gateway/engine/source';
import type { Asked } from './operations';
import { supergraphOf } from './world-graphs';
import { SUBGRAPHS } from './world-sdl';

/** The borough with three fields that end the planner's process: by aborting, by never ending, by taking all memory. */
export const DOOMED = supergraphOf({
  ...SUBGRAPHS,
  hub: (SUBGRAPHS['hub'] ?? '').replace('me: Officer!', 'me: Officer! doomAbort: Int doomHang: Int doomGrow: Int'),
});

export const FATAL_PLANNER = join(__dirname, 'fatal-planner.js');

/** An executor whose planner dies on cue and whose subgraphs give nothing: what is looked at is who is answered at all. */
export class Doomed {
  readonly executor: Executor<object>;
  /** Operations that reached a subgraph. */
  readonly calls: SourceCall<object>[] = [];

  constructor(options: PlannerOptions = {}) {
    const process = (call: SourceCall<object>): Promise<never> => {
      this.calls.push(call);
      return Promise.reject(new SourceFailure('No', { code: 'AGENCY_UNAVAILABLE' }));
    };
    this.executor = new Executor(DOOMED, () => ({ process }), { entry: FATAL_PLANNER, ...options });
  }

  ask({ query, variables }: Asked | { query: string; variables?: undefined }): Promise<Result> {
    const document = parse(query);
    const [operation] = document.definitions;
    if (operation?.kind !== 'OperationDefinition') throw new Error('The operation comes first');
    return this.executor.execute({ document, operation, key: query, variables: variables ?? {}, context: {} });
  }

  /** The code with which it is refused; undefined when it is answered. */
  async refusal(query: string): Promise<unknown> {
    const { data, errors } = await this.ask({ query });
    return data === undefined ? errors?.[0]?.extensions['code'] : undefined;
  }
}

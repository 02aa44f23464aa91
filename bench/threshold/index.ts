import 'reflect-metadata';
import { buildHubSchema } from '../../subgraphs/mash/schema';
import { modelOf } from '../../subgraphs/mash/threshold/assess';
import type { Bench, Progress } from '../bench';
import { comparedTo, figure, type Result } from '../result';
import { evaluationsPerSecond } from './evaluations';
import { fillCases, fillRegister, NOW, withHubDatabase } from './hub-database';
import { copyAdvice, costPerCase, keepAll } from './keeping';
import { publicationToAdvice } from './publication';
import { measureTriage } from './triage';

const FEW = 1_000;
const MANY = 100_000;

export const threshold: Bench = {
  about:
    'the threshold: evaluations a second, a triage list with the advice beside one without, what one case of many costs, and how ' +
    'soon the advice follows a publication',
  run: async (progress) => [
    ...(await withHubDatabase(async (setup, database): Promise<Result[]> => {
      const agreement = setup.agreements.get('MASH');
      if (agreement === undefined) throw new Error('The hub has no agreement of its own');
      progress('evaluations of a typical child');
      const model = modelOf({ thresholds: setup.thresholds, now: () => NOW });
      evaluationsPerSecond(model, 2_000);
      const perSecond = evaluationsPerSecond(model, 4_000);
      await fillRegister(database);
      const few = await afterFilling(FEW, 0, progress);
      await keepAll(setup);
      progress('a triage list of 500 cases');
      const triage = await measureTriage(setup, await buildHubSchema(agreement), 40);
      const cost = figure(`case-of-${FEW}-ms`, await costPerCase(setup, database, 9), 'ms');
      await afterFilling(MANY, few, progress);
      await copyAdvice(setup, database);
      await database.query('delete from threshold_due');
      const costOfMany = await costPerCase(setup, database, 9);
      return [figure('evaluations-per-s', perSecond, '1/s'), ...triage, comparedTo(cost, `case-of-${MANY}-ms`, costOfMany), cost];

      async function afterFilling(to: number, from: number, tell: Progress): Promise<number> {
        tell(`${to} open cases`);
        await fillCases(database, from, to);
        return to;
      }
    })),
    ...(await publicationToAdvice(progress)),
  ],
};

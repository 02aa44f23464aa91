import { notFound } from '../../../common/errors';
import type { HubContext } from '../context';
import { resolveHubIds } from '../identity/redirects';
import { modelOf } from '../threshold/assess';
import { changeAs } from '../threshold/kept/history';
import { changesBetween, type Listed, type Standing } from '../threshold/kept/changes';
import type { ThresholdModel } from '../threshold/model/model';
import { readModel } from '../threshold/model/read-model';
import { nameOf } from '../threshold/policy/adopted';
import { readCatalogue } from '../threshold/policy/indicators';
import { type AssessmentFacts, weigh } from '../threshold/weigh';
import { londonDate } from '../../../common/time';
import type { Decision, DecisionReplay, ReplayedAdvice } from './decision.types';
import { factsFromKept, type KeptFacts } from './kept-facts';

interface Kept {
  readonly viewpoint: string;
  readonly facts: KeptFacts;
  readonly modelText: string;
  readonly modelName: string;
  readonly catalogueText: string;
}

/**
 * Works a decision's assessment out again from what is kept: the facts it saw, under the model file and the catalogue of its day.
 * Nothing of it depends on the files that are here today.
 */
export async function replay({ caseId, child, digest, decidedBy }: Decision, context: HubContext): Promise<DecisionReplay> {
  const { database, now } = context;
  const [kept]: Kept[] = await database.query(
    `select s.viewpoint, s.facts, m.content as "modelText", m.name as "modelName", c.content as "catalogueText"
     from shown_assessment s join threshold_source m on m.sha256 = s.model join threshold_source c on c.sha256 = s.catalogue
     where s.digest = $1 and s.case_id = $2 and s.person = $3 and s.member = $4`,
    [digest, caseId, child, decidedBy],
  );
  if (kept === undefined) throw notFound();
  const facts = factsFromKept(kept.facts);
  const ofItsDay = readModel(kept.modelText, kept.modelName, readCatalogue(kept.catalogueText, 'indicators.yaml'));
  const asDecided = adviceUnder(ofItsDay, facts);
  const [today]: Standing[] = await database.query(
    `select level, could_reach as "couldReach", model, digest, listed, silent, judged from child_advice
     where case_id = $1 and person = $2 and viewpoint = $3`,
    // The child may go by another id since.
    [caseId, (await resolveHubIds([child], database)).get(child), kept.viewpoint],
  );
  return {
    asDecided,
    isSame: asDecided.digest === digest,
    underTodaysModel: adviceUnder(modelOf(context), facts),
    levelToday: today?.level ?? null,
    changes:
      today === undefined || (today.digest === digest && today.model === asDecided.modelVersion)
        ? []
        : changesBetween(standingOf(asDecided, facts, ofItsDay), today, londonDate(now())).map(changeAs),
  };
}

function adviceUnder(model: ThresholdModel, facts: AssessmentFacts): ReplayedAdvice {
  const { level, couldReach, digest, shown } = weigh(facts, model);
  const met = shown.rules.filter(({ state }) => state === 'MET').map(({ id }) => id);
  return { level, couldReach, digest, modelVersion: nameOf(model), met };
}

/** What stood then, in the words in which changes are told. */
function standingOf(
  { level, couldReach, digest, modelVersion }: ReplayedAdvice,
  facts: AssessmentFacts,
  model: ThresholdModel,
): Standing {
  const listed: Listed[] = [...weigh(facts, model).listed].map(({ agency, indicator, source, relation, expires }) => ({
    ...{ agency, indicator, source, relation },
    ...(expires === undefined ? {} : { expires }),
  }));
  return {
    ...{ level, couldReach, digest, model: modelVersion, listed },
    silent: facts.silences.map(({ agency, reason }) => `${agency} ${reason}`).sort(),
    judged: Object.entries(facts.judgements).map(([judgement, value]) => `${judgement} ${value}`),
  };
}

import type { DataSource } from 'typeorm';
import { factsFromKept, type KeptFacts } from '../../subgraphs/mash/decisions/kept-facts';
import { HubLoaders } from '../../subgraphs/mash/access/hub-loaders';
import { findPeople } from '../../subgraphs/mash/identity/people';
import { findSignals } from '../../subgraphs/mash/signals/signals';
import type { AssessmentFacts } from '../../subgraphs/mash/threshold/weigh';
import { judgedOf, standingJudgements } from '../../subgraphs/mash/threshold/judgements/judged';
import { findJudgements } from '../../subgraphs/mash/threshold/judgements/judgement-store';
import { ageOn } from '../../common/time';

/** One child of one case, with all that is known of them, and what was decided. */
export interface ReportedChild {
  readonly caseId: string;
  readonly isOpen: boolean;
  readonly facts: AssessmentFacts;
  /** Level of the latest decision that stands; undefined when nobody has decided. */
  readonly decided?: number;
  readonly age: AgeBand;
  /** DfE code; NOBT when nobody said. */
  readonly ethnicity: string;
}

export const AGE_BANDS = ['unborn', '0-1', '2-4', '5-10', '11-15', '16-17', 'not known'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

interface Row {
  readonly caseId: string;
  readonly person: string;
  readonly isOpen: boolean;
}

/**
 * Every child of every case, open and closed. Of an open case the agencies' signals as they are; of a closed one, whose signals
 * are deleted, what the latest decision on it saw; a closed case that nobody decided on cannot be worked out again.
 *
 * @param today ISO date.
 */
export async function readCases(
  db: DataSource,
  today: string,
  judgementStandsDays: number,
): Promise<{ children: ReportedChild[]; lost: number }> {
  const rows: Row[] = await db.query(
    `select s.case_id as "caseId", s.person, c.status = 'OPEN' as "isOpen" from case_subject s join "case" c on c.id = s.case_id
     order by c.opened_at, c.id, s.position`,
  );
  const decided = await readDecided(db);
  const ids = [...new Set(rows.map(({ person }) => person))];
  const [people, ethnicities] = [await findPeople(ids, db, today), await readEthnicities(ids, db)];
  const current = await readCurrent(db, ids, today, judgementStandsDays);
  const children = rows.flatMap(({ caseId, person, isOpen }): ReportedChild[] => {
    const decision = decided.get(`${caseId} ${person}`);
    const facts = isOpen ? current.get(person) : decision?.facts;
    if (facts === undefined) return [];
    const known = people.get(person);
    return [
      {
        ...{ caseId, isOpen, facts, age: bandOf(known?.lifeStage, known?.dateOfBirth, today) },
        ethnicity: ethnicities.get(person) ?? 'NOBT',
        ...(decision === undefined ? {} : { decided: decision.level }),
      },
    ];
  });
  return { children, lost: rows.length - children.length };
}

/** All signals of an open case weigh: the report is about the model, and shows numbers only. */
async function readCurrent(
  db: DataSource,
  ids: readonly string[],
  today: string,
  standsDays: number,
): Promise<Map<string, AssessmentFacts>> {
  const loaders = new HubLoaders(db);
  const households = await loaders.households.loadMany([...ids]);
  const members = new Map(ids.map((id, index) => [id, listOf(households[index])]));
  const everybody = [...new Set([...ids, ...[...members.values()].flatMap((all) => all.map(({ person }) => person))])];
  const [signals, people, judgements] = [
    await findSignals(everybody, db),
    await findPeople(ids, db, today),
    await findJudgements(ids, db),
  ];
  return new Map(
    ids.map((id): [string, AssessmentFacts] => {
      const others = members.get(id) ?? [];
      const involved = [{ person: id, relation: 'SUBJECT' as const }, ...others];
      const carers = others.filter(({ relation }) => relation === 'HOUSEHOLD_ADULT').map(({ person }) => person);
      const known = people.get(id);
      return [
        id,
        {
          today,
          child: {
            unborn: known?.lifeStage === 'UNBORN',
            ...(known?.dateOfBirth === undefined ? {} : { dateOfBirth: known.dateOfBirth }),
          },
          household: { adults: carers.length, children: others.length - carers.length },
          weighed: involved.flatMap(({ person, relation }) =>
            (signals.get(person) ?? []).map((signal) => ({ signal: { ...signal, relation }, influence: 'EXISTENCE' as const })),
          ),
          silences: [],
          judgements: judgedOf(carers, standingJudgements(judgements.get(id) ?? [], standsDays, today)),
        },
      ];
    }),
  );
}

const listOf = <T>(value: readonly T[] | Error | undefined): readonly T[] => {
  if (value instanceof Error) throw value;
  return value ?? [];
};

/** The latest decision on each child of each case that was not given back. */
async function readDecided(db: DataSource): Promise<Map<string, { level: number; facts: AssessmentFacts }>> {
  const rows: { caseId: string; person: string; level: number; facts: KeptFacts }[] = await db.query(
    `select distinct on (d.case_id, d.person) d.case_id as "caseId", d.person, d.level, s.facts
     from case_decision d
     join shown_assessment s on s.digest = d.advice and s.case_id = d.case_id and s.person = d.person and s.member = d.decided_by
     left join case_decision_second n on n.decision = d.id
     where n.agrees is distinct from false order by d.case_id, d.person, d.decided_at desc, d.id`,
  );
  return new Map(rows.map(({ caseId, person, level, facts }) => [`${caseId} ${person}`, { level, facts: factsFromKept(facts) }]));
}

async function readEthnicities(ids: readonly string[], db: DataSource): Promise<Map<string, string>> {
  const rows: { hub: string; ethnicity: string }[] = await db.query(
    `select distinct on (hub) hub, identity ->> 'ethnicity' as ethnicity from agency_person
     where hub = any($1::uuid[]) and identity ->> 'ethnicity' is not null order by hub, agency`,
    [ids],
  );
  return new Map(rows.map(({ hub, ethnicity }) => [hub, ethnicity]));
}

export function bandOf(stage: string | undefined, dateOfBirth: string | undefined, today: string): AgeBand {
  if (stage === 'UNBORN') return 'unborn';
  if (dateOfBirth === undefined) return 'not known';
  const age = ageOn(dateOfBirth, today);
  if (age < 2) return '0-1';
  if (age < 5) return '2-4';
  if (age < 11) return '5-10';
  return age < 16 ? '11-15' : '16-17';
}

import type { Borough } from '../borough';
import type { Held } from '../held';
import { cinCensusXml } from './cin-census-file';
import { csv, type DemoFile, json, own, slashed } from './file';

/** Children's social care's three exports: the statutory returns, and what they do not carry. */
export function socialCareFiles(borough: Borough, held: Held): DemoFile[] {
  return [
    { agency: 'social-care', format: 'cin-census', name: 'cin-census.xml', text: cinCensusXml(borough, held) },
    ...lookedAfterFiles(borough, held),
    {
      agency: 'social-care',
      format: 'social-care-v1',
      name: 'social-care-extract.ndjson',
      text: `${extract(borough, held).join('\n')}\n`,
    },
  ];
}

function extract(borough: Borough, held: Held): string[] {
  const lines = [...held.values()].map(({ id, identity }) => json({ kind: 'person', key: id, person: id, data: identity }));
  for (const { family, facts } of borough.families) {
    for (const { person, type, of } of family.relationships) {
      const [holder, other] = [held.get(person), held.get(of)];
      if (holder && other)
        lines.push(
          json({ kind: 'relationship', key: `${holder.id}-${other.id}`, person: holder.id, data: { type, of: other.id } }),
        );
    }
    for (const fact of facts.socialCare) {
      if (fact.kind === 'contact' || fact.kind === 'allocated-worker')
        lines.push(json({ ...fact, person: own(held, fact.person ?? '') }));
    }
  }
  return lines;
}

function lookedAfterFiles(borough: Borough, held: Held): DemoFile[] {
  const facts = borough.families.flatMap((family) => family.facts.socialCare);
  const child = (fact: { person?: string }): string => own(held, fact.person ?? '');
  const born = (fact: { person?: string }): string | undefined => slashed(held.get(fact.person ?? '')?.identity.dateOfBirth);
  const inCare = new Set(facts.filter(({ kind }) => kind === 'care-episode').map((fact) => fact.person ?? ''));
  const header = [...inCare].map((truth) => {
    const person = held.get(truth);
    return {
      CHILD: person?.id,
      SEX: person?.identity.sex,
      DOB: slashed(person?.identity.dateOfBirth),
      ETHNIC: person?.identity.ethnicity,
      UPN: person?.identity.upn,
    };
  });
  const episodes = facts.flatMap((fact) =>
    fact.kind !== 'care-episode'
      ? []
      : [
          {
            CHILD: child(fact),
            DECOM: slashed(fact.data.startedOn),
            RNE: fact.data.startReason,
            LS: fact.data.legalStatus,
            CIN: fact.data.need,
            PLACE: fact.data.placementType,
            PLACE_PROVIDER: fact.data.placementProvider,
            DEC: slashed(fact.data.endedOn),
            REC: fact.data.endReason,
            REASON_PLACE_CHANGE: fact.data.placementChangeReason,
            HOME_POST: fact.data.homePostcode,
          },
        ],
  );
  const reviews = facts.flatMap((fact) =>
    fact.kind === 'care-review'
      ? [{ CHILD: child(fact), DOB: born(fact), REVIEW: slashed(fact.data.on), REVIEW_CODE: fact.data.participation }]
      : [],
  );
  const missing = facts.flatMap((fact) =>
    fact.kind === 'missing-from-care'
      ? [
          {
            CHILD: child(fact),
            DOB: born(fact),
            MISSING: fact.data.type,
            MIS_START: slashed(fact.data.from),
            MIS_END: slashed(fact.data.to),
          },
        ]
      : [],
  );
  const outcomes = facts.flatMap((fact) =>
    fact.kind === 'care-outcomes'
      ? [
          {
            CHILD: child(fact),
            DOB: born(fact),
            SDQ_SCORE: fact.data.sdqScore,
            CONVICTED: 0,
            HEALTH_CHECK: flag(fact.data.healthCheck),
            IMMUNISATIONS: flag(fact.data.immunisations),
            TEETH_CHECK: flag(fact.data.dentalCheck),
            HEALTH_ASSESSMENT: flag(fact.data.healthAssessment),
            SUBSTANCE_MISUSE: 0,
          },
        ]
      : [],
  );
  const file = (
    name: string,
    columns: readonly string[],
    rows: readonly Record<string, string | number | undefined>[],
  ): DemoFile => ({ agency: 'social-care', format: 'ssda903', name, text: csv(columns, rows) });
  return [
    file('header.csv', ['CHILD', 'SEX', 'DOB', 'ETHNIC', 'UPN', 'MOTHER', 'MC_DOB'], header),
    file(
      'episodes.csv',
      [
        'CHILD',
        'DECOM',
        'RNE',
        'LS',
        'CIN',
        'PLACE',
        'PLACE_PROVIDER',
        'DEC',
        'REC',
        'REASON_PLACE_CHANGE',
        'HOME_POST',
        'PL_POST',
        'URN',
      ],
      episodes,
    ),
    file('reviews.csv', ['CHILD', 'DOB', 'REVIEW', 'REVIEW_CODE'], reviews),
    file('missing.csv', ['CHILD', 'DOB', 'MISSING', 'MIS_START', 'MIS_END'], missing),
    file(
      'oc2.csv',
      [
        'CHILD',
        'DOB',
        'SDQ_SCORE',
        'SDQ_REASON',
        'CONVICTED',
        'HEALTH_CHECK',
        'IMMUNISATIONS',
        'TEETH_CHECK',
        'HEALTH_ASSESSMENT',
        'SUBSTANCE_MISUSE',
        'INTERVENTION_RECEIVED',
        'INTERVENTION_OFFERED',
      ],
      outcomes,
    ),
  ];
}

const flag = (value: boolean | undefined): number | undefined => (value === undefined ? undefined : value ? 1 : 0);

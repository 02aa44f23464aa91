import type { Borough } from '../borough';
import type { Held } from '../held';
import { csv, type DemoFile, json, own } from './file';

const PUPIL_COLUMNS = [
  'pupilonrolltableid',
  'nativeid',
  'dob',
  'surname',
  'forename',
  'upn',
  'sex',
  'entrydate',
  'ethnicity',
  'enrolstatus',
  'ncyearactual',
  'senprovision',
  'youngcarer',
  'termlysessionspossible',
  'termlysessionsauthorised',
  'termlysessionsunauthorised',
];
const SESSION_COLUMNS = ['pupilonrolltableid', 'nativeid', 'sessions', 'attendancereason'];
const EXCLUSION_COLUMNS = [
  'pupilonrolltableid',
  'nativeid',
  'termlyexclusionsonrolltableid',
  'startdate',
  'sessions',
  'reason1',
  'reason2',
  'reason3',
  'category',
  'senprovision',
];
const CATEGORY = { SUSPENSION: 'FIXD', PERMANENT: 'PERM', LUNCHTIME: 'LNCH' } as const;

type Row = Record<string, string | number | undefined>;

interface CensusTables {
  readonly pupils: Row[];
  readonly sessions: Row[];
  readonly exclusions: Row[];
}

/** The local authority's school census of each term, and the safeguarding leads' extract in education-v1. */
export function educationFiles(borough: Borough, held: Held): DemoFile[] {
  const censuses = new Map<string, CensusTables>();
  const census = (academicYear: string, term: string): CensusTables => {
    const start = Number(academicYear.slice(0, 4));
    const name = `${term === 'AUTUMN' ? start : start + 1}_${term.toLowerCase()}`;
    const tables = censuses.get(name) ?? { pupils: [], sessions: [], exclusions: [] };
    censuses.set(name, tables);
    return tables;
  };
  const lines: string[] = [];
  for (const { facts } of borough.families) {
    for (const fact of facts.education) {
      const person = own(held, fact.person ?? '');
      const identity = held.get(fact.person ?? '')?.identity;
      if (fact.kind === 'term' && identity) {
        const about = facts.education.filter((other) => other.person === fact.person);
        const enrolment = about.find((other) => other.kind === 'enrolment')?.data;
        const provision = about.find((other) => other.kind === 'sen-provision')?.data.provision;
        const [name] = identity.names;
        census(fact.data.academicYear, fact.data.term).pupils.push({
          pupilonrolltableid: person,
          nativeid: enrolment?.school,
          dob: identity.dateOfBirth,
          surname: name?.family,
          forename: name?.given[0],
          upn: identity.upn,
          sex: identity.sex,
          entrydate: enrolment?.from,
          ethnicity: identity.ethnicity,
          enrolstatus: enrolment?.status,
          ncyearactual: enrolment?.year,
          senprovision: provision,
          youngcarer: enrolment?.youngCarer === undefined ? undefined : enrolment.youngCarer ? 'S' : 'N',
          termlysessionspossible: fact.data.sessionsPossible,
          termlysessionsauthorised: fact.data.authorised,
          termlysessionsunauthorised: fact.data.unauthorised,
        });
      } else if (fact.kind === 'attendance-sessions') {
        const { academicYear, term, sessions, code } = fact.data;
        census(academicYear, term).sessions.push({ pupilonrolltableid: person, sessions, attendancereason: code });
      } else if (fact.kind === 'exclusion') {
        const [reason1, reason2, reason3] = fact.data.reasons;
        const latest = facts.education.find((other) => other.kind === 'term' && other.person === fact.person);
        if (latest?.kind !== 'term') throw new Error('An excluded pupil is on roll');
        census(latest.data.academicYear, latest.data.term).exclusions.push({
          pupilonrolltableid: person,
          termlyexclusionsonrolltableid: fact.key,
          startdate: fact.data.startedOn,
          sessions: fact.data.sessions,
          reason1,
          reason2,
          reason3,
          category: CATEGORY[fact.data.category],
        });
      } else if (fact.kind === 'safeguarding-concern' || fact.kind === 'home-education' || fact.kind === 'missing-education') {
        lines.push(json({ ...fact, person }));
      }
    }
  }
  const tables = [...censuses].flatMap(([term, { pupils, sessions, exclusions }]) => [
    { agency: 'education', format: 'school-census', name: `${term}_pupilonroll.csv`, text: csv(PUPIL_COLUMNS, pupils) },
    {
      agency: 'education',
      format: 'school-census',
      name: `${term}_termlysessiondetailsonroll.csv`,
      text: csv(SESSION_COLUMNS, sessions),
    },
    ...(exclusions.length > 0
      ? [
          {
            agency: 'education',
            format: 'school-census',
            name: `${term}_termlyexclusionsonroll.csv`,
            text: csv(EXCLUSION_COLUMNS, exclusions),
          },
        ]
      : []),
  ]);
  return [
    ...tables,
    { agency: 'education', format: 'education-v1', name: 'safeguarding-leads.ndjson', text: `${lines.join('\n')}\n` },
  ];
}

import { decide, mayKnowExistence } from '../../../common/access/decide';
import type { Subject } from '../../../common/access/subject';
import { grant, NOW, principal, SAMPLE, view } from './sample';

const asked = (subject: Subject, category: string, now = NOW) => decide(subject, SAMPLE, category, now);
const CONTENT = (rule: string) => ({ state: 'CONTENT', rule });
const WITHHELD = (rule: string) => ({ state: 'WITHHELD', rule });

describe('through a case', () => {
  it('a MASH analyst reads incidents about the subject of a level 4 enquiry', () => {
    expect(asked(grant(), 'incidents')).toEqual(CONTENT('police/incidents/content/s47'));
  });

  it('a line without a name is named by its number', () => {
    expect(asked(grant({ purpose: 'CHILD_IN_NEED', level: 3 }), 'incidents')).toEqual(CONTENT('police/incidents/content/2'));
  });

  it('a view is decided like a grant', () => {
    expect(asked(view(), 'incidents')).toEqual(asked(grant(), 'incidents'));
  });

  it.each([
    ['below the level of the line', { level: 3 }],
    ['for another purpose', { purpose: 'EARLY_HELP' }],
    ['without a purpose', { purpose: '' }],
    ['on another basis', { basis: 'CONSENT' as const }],
    ['about an adult of the household', { relation: 'HOUSEHOLD_ADULT' as const }],
    ['in another role', { roles: ['early_help_worker'] }],
    ['without a role', { roles: [] }],
  ])('nothing is shown %s', (_, over) => {
    expect(asked(grant(over), 'incidents')).toEqual(WITHHELD('police/incidents/no-line'));
  });

  it('a screening officer may know that incidents exist, and no more', () => {
    const screening = grant({ roles: ['screening_officer'], purpose: 'SCREENING', level: 1 });
    expect(asked(screening, 'incidents')).toEqual({ state: 'EXISTENCE', rule: 'police/incidents/existence/1' });
    expect(mayKnowExistence(screening, SAMPLE, 'incidents', NOW)).toBe(true);
    expect(mayKnowExistence(screening, SAMPLE, 'places', NOW)).toBe(false);
  });

  it('who may read may also know that it exists', () => {
    expect(mayKnowExistence(grant(), SAMPLE, 'incidents', NOW)).toBe(true);
  });

  it('a grant for another agency opens nothing here', () => {
    expect(asked(grant({ aud: 'health' }), 'incidents')).toEqual(WITHHELD('police/incidents/grant-for-another-agency'));
  });

  it('a category that does not exist is withheld', () => {
    expect(asked(grant(), 'rumours')).toEqual(WITHHELD('police/rumours/no-such-category'));
  });

  it('having no line for anyone withholds from everyone', () => {
    expect(asked(grant(), 'raw')).toEqual(WITHHELD('police/raw/no-line'));
  });
});

describe('protection', () => {
  it('hides where someone is, but not that there is a record', () => {
    expect(asked(grant({ protect: ['LOCATION'] }), 'places')).toEqual({
      state: 'EXISTENCE',
      rule: 'police/places/protect-location',
    });
  });

  it('gives nothing to who had nothing', () => {
    expect(asked(grant({ protect: ['LOCATION'], level: 2 }), 'places')).toEqual(WITHHELD('police/places/protect-location'));
  });

  it('hides who someone is, even that there is a record', () => {
    expect(asked(grant({ protect: ['IDENTITY'] }), 'persons')).toEqual(WITHHELD('police/persons/protect-identity'));
  });

  it('leaves alone what neither tells where nor who', () => {
    expect(asked(grant({ protect: ['LOCATION', 'IDENTITY'] }), 'incidents').state).toBe('CONTENT');
  });
});

describe('own staff', () => {
  const researcher = principal({ agency: 'POLICE', roles: ['police_researcher'] });

  it('read their own agency’s records in the roles it names', () => {
    expect(asked(researcher, 'raw')).toEqual(CONTENT('police/raw/own/police_researcher'));
  });

  it('are nobody in another agency', () => {
    expect(asked({ ...researcher, agency: 'HEALTH' }, 'raw')).toEqual(WITHHELD('police/raw/not-own-staff'));
    expect(asked({ ...researcher, agency: 'MASH' }, 'raw')).toEqual(WITHHELD('police/raw/not-own-staff'));
  });

  it('read nothing in another role', () => {
    expect(asked({ ...researcher, roles: ['mash_analyst', 'publisher'] }, 'raw')).toEqual(WITHHELD('police/raw/not-own-role'));
  });

  it('of any agency may use a field of the hub that its agreement gives to their role', () => {
    const hub = { ...SAMPLE, agency: 'MASH' };
    expect(decide(researcher, hub, 'raw', NOW)).toEqual(CONTENT('mash/raw/own/police_researcher'));
    expect(decide(principal(), hub, 'raw', NOW)).toEqual(WITHHELD('mash/raw/not-own-role'));
  });
});

describe('an agreement in time', () => {
  it.each(['2026-03-31T22:59:59Z', '2029-03-31T23:00:00Z', 'never'])('gives nothing at %s', (moment) => {
    expect(asked(grant(), 'incidents', new Date(moment))).toEqual(WITHHELD('police/agreement-not-in-force'));
    expect(asked(principal({ agency: 'POLICE', roles: ['police_researcher'] }), 'raw', new Date(moment)).state).toBe('WITHHELD');
  });

  it.each(['2026-03-31T23:00:00Z', '2029-03-31T22:59:59Z'])('is in force at %s: its days are days in England', (moment) => {
    expect(asked(grant(), 'incidents', new Date(moment)).state).toBe('CONTENT');
  });
});

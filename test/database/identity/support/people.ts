import type { PersonEvent, RelationshipsEvent, SignalsEvent } from '../../../../common/feed/event';
import type { PersonAddress, PersonIdentity, RelationshipType } from '../../../../common/person';
import type { Signal } from '../../../../common/signal';

/** Fictional numbers of the 999 range, with valid check digits. */
export const NHS = ['9990000018', '9990000026', '9990000034', '9990000042'] as const;
export const UPN = 'H243278544154';

export const HOME: PersonAddress = { lines: ['1 Mill Lane'], postcode: 'BB1 7AA', from: '2020-01-01' };
export const REFUGE: PersonAddress = { lines: ['9 Quiet Street'], postcode: 'BB2 1ZZ', protected: true };

export function identity(given: string, family: string, rest: Partial<PersonIdentity> = {}): PersonIdentity {
  return {
    lifeStage: 'CHILD',
    names: [{ use: 'USUAL', given: [given], family }],
    dateOfBirth: '2015-05-05',
    addresses: [],
    ...rest,
  };
}

export function person(id: string, who: PersonIdentity | null): PersonEvent {
  return { type: 'person', person: id, identity: who };
}

export function tie(id: string, type: RelationshipType, of: string, to?: string): RelationshipsEvent {
  return { type: 'relationships', person: id, relationships: [{ type, of, ...(to === undefined ? {} : { to }) }] };
}

export function signals(id: string, ...indicators: string[]): SignalsEvent {
  return {
    type: 'signals',
    person: id,
    signals: indicators.map(
      (indicator): Signal => ({
        indicator,
        observedOn: '2026-10-01',
        recordedOn: '2026-10-02',
        confidence: 'CONFIRMED',
        category: 'incidents',
        source: `source-of-${indicator}`,
        disputed: false,
      }),
    ),
  };
}

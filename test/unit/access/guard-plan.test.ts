import { buildSchema } from 'graphql';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { type DecidedByResolver, planGuards } from '../../../common/access/guard-plan';
import { SAMPLE, SAMPLE_SDL, SAMPLE_YAML } from './sample';

const plan = (sdl: string, agreement = SAMPLE, decided?: DecidedByResolver) =>
  planGuards(buildSchema(sdl), agreement, decided).map(({ type, field }) => `${type}.${field}`);
const moved = (from: string, to: string) => compileAgreement(SAMPLE_YAML.replace(from, to), 'police.yaml');

describe('which fields are wrapped', () => {
  it('root fields, entries of a category and strays of another category; not what a guarded entry leads to', () => {
    expect(plan(SAMPLE_SDL)).toEqual([
      'Query.policeRecord',
      'PoliceRecord.persons',
      'PoliceRecord.incidents',
      'PoliceIncident.place',
      'PoliceIncident.log',
    ]);
  });

  it('all fields of a type, once it is also reached through another category', () => {
    const sdl = SAMPLE_SDL.replace('names: [String!]!', 'names: [String!]  incidents: [PoliceIncident!]').replace(
      'id: ID! summary: String! occurredAt: String!',
      'id: ID summary: String occurredAt: String',
    );
    const agreement = moved('PolicePerson.names', 'PolicePerson.names, PolicePerson.incidents');
    expect(plan(sdl, agreement)).toEqual(
      expect.arrayContaining(['PoliceIncident.id', 'PoliceIncident.summary', 'PoliceIncident.occurredAt']),
    );
  });

  it.each([
    ['a union', 'union Item = PoliceIncident | PolicePerson', 'Item'],
    ['an interface', 'interface Item { id: ID! }', 'Item'],
  ])('also when that way leads through %s', (_, extra, target) => {
    const sdl = `${extra} ${SAMPLE_SDL}`
      .replace('type PoliceRecord {', `type PoliceRecord { items: [[${target}!]]`)
      .replace(
        'type PoliceIncident {',
        target === 'Item' && extra.startsWith('interface') ? 'type PoliceIncident implements Item {' : 'type PoliceIncident {',
      );
    const agreement = moved('[PoliceIncident.log]', '[PoliceIncident.log, PoliceRecord.items]');
    expect(() => plan(sdl, agreement)).toThrow(
      'PoliceIncident.summary: is guarded (category incidents) and must be nullable; the type is also reached by PoliceRecord.items',
    );
  });

  it('all fields of an entity, however it is reached: a reference brings a subject of its own', () => {
    const sdl = SAMPLE_SDL.replace(
      'type Query {',
      'union _Entity = PolicePerson scalar _Any type Query { _entities(r: [_Any!]!): [_Entity]!',
    );
    expect(() => plan(sdl)).toThrow(
      'PolicePerson.names: is guarded (category persons) and must be nullable; the type is also reached by PolicePerson.__resolveReference',
    );
  });

  it('no field that decides by itself, nor what only such fields lead to', () => {
    const sdl = SAMPLE_SDL.replace(
      'type Query {',
      'union _Entity = PolicePerson scalar _Any type Query { _entities(r: [_Any!]!): [_Entity]!',
    );
    const decided = { 'PoliceRecord.persons': 'persons', 'PolicePerson.__resolveReference': 'persons' };
    expect(plan(sdl, SAMPLE, decided)).not.toContain('PolicePerson.names');
    expect(plan(sdl, SAMPLE, decided)).not.toContain('PoliceRecord.persons');
    // The guard of a mere field decides about its own parent's subject, not the entity's.
    expect(() => plan(sdl, SAMPLE, { 'PolicePerson.__resolveReference': 'persons' })).toThrow('PoliceRecord.persons');
  });

  it.each([
    [{ 'PoliceRecord.persons': 'rumours' }, 'is not a category'],
    [{ 'PoliceRecord.persons': 'incidents' }, 'stands in persons'],
    [{ 'PoliceRecord.nothing': 'incidents' }, 'stands in no category'],
    [{ 'Nobody.__resolveReference': 'incidents' }, 'stands in no category'],
  ])('a resolver may not claim what the agreement does not say: %j', (decided, message) => {
    expect(() => plan(SAMPLE_SDL, SAMPLE, decided as unknown as DecidedByResolver)).toThrow(message);
  });

  it('a field that no category names stops the start here as well', () => {
    expect(() => plan(SAMPLE_SDL.replace('place: String', 'place: String weapon: String'))).toThrow(
      'PoliceIncident.weapon: no category',
    );
  });
});

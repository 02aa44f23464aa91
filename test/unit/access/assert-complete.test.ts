import { buildSchema } from 'graphql';
import { assertComplete } from '../../../common/access/assert-complete';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { SAMPLE, SAMPLE_SDL, SAMPLE_YAML } from './sample';

const check = (sdl: string, agreement = SAMPLE, ownTypes: string[] = []) => assertComplete(agreement, buildSchema(sdl), ownTypes);

describe('agreement and schema', () => {
  it('agree when each field has one category and each line a field', () => {
    expect(() => check(SAMPLE_SDL, SAMPLE, ['PoliceRecord', 'PoliceIncident'])).not.toThrow();
  });

  it('a field without a category stops the start and is named', () => {
    expect(() => check(SAMPLE_SDL.replace('place: String', 'place: String  weapon: String  motive: String'))).toThrow(
      /PoliceIncident\.weapon: no category[\s\S]*PoliceIncident\.motive: no category/,
    );
  });

  it('a new root field without a category stops the start', () => {
    expect(() =>
      check(SAMPLE_SDL.replace('type Query {', 'type Mutation { forget: Boolean } type Query { all: [PoliceIncident]')),
    ).toThrow(/Mutation\.forget: no category[\s\S]*Query\.all: no category/);
  });

  it('a line without a field stops the start and is named with its category', () => {
    const agreement = compileAgreement(
      SAMPLE_YAML.replace('[PoliceIncident.place]', '[PoliceIncident.place, PoliceIncident.colour]'),
      'police.yaml',
    );
    expect(() => check(SAMPLE_SDL, agreement)).toThrow('PoliceIncident.colour: category places names it');
  });

  it('a type the subgraph says it offers must be there', () => {
    expect(() => check(SAMPLE_SDL, SAMPLE, ['PoliceDog'])).toThrow('PoliceDog: is not a type of the schema');
  });

  it('only the agency’s own field on Child is the kit’s', () => {
    expect(() => check(SAMPLE_SDL.replace('police: PoliceRecord }', 'police: PoliceRecord health: PoliceRecord }'))).toThrow(
      'Child.health: no category',
    );
  });

  it('a field with a header’s name and another type is not the kit’s', () => {
    expect(() => check(SAMPLE_SDL.replace('sourceHeader: SourceHeader', 'sourceHeader: String'))).toThrow(
      'PoliceRecord.sourceHeader: no category',
    );
  });

  it('what another subgraph resolves needs no line here', () => {
    const external = `directive @external on FIELD_DEFINITION ${SAMPLE_SDL.replace('view: ID!', 'view: ID! names: [String!] @external')}`;
    expect(() => check(external)).not.toThrow();
  });
});

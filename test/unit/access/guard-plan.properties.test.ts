import fc from 'fast-check';
import { buildSchema, getNamedType, type GraphQLObjectType, type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';
import type { Agreement } from '../../../common/access/agreement';
import { governedFields } from '../../../common/access/assert-complete';
import { planGuards } from '../../../common/access/guard-plan';

const TYPES = ['A', 'B', 'C', 'D'];
const TARGETS = [...TYPES, 'Union', 'Face', 'PageInfo', 'String'];
const CATEGORIES = ['one', 'two'];

interface Drawn {
  sdl: string;
  categories: string[];
}

/** A small schema with cycles, a union, an interface, an exempt type that leads on, entities, lists, and random categories. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    fields: fc.array(fc.array(fc.constantFrom(...TARGETS), { minLength: 1, maxLength: 3 }), { minLength: 5, maxLength: 5 }),
    onward: fc.constantFrom(...TYPES, 'String'),
    entities: fc.subarray(TYPES),
    union: fc.subarray(TYPES, { minLength: 1 }),
    faces: fc.subarray(TYPES, { minLength: 1 }),
    categories: fc.array(fc.constantFrom(...CATEGORIES), { minLength: 40, maxLength: 40 }),
  })
  .map(({ fields, onward, entities, union, faces, categories }) => {
    const body = (index: number, prefix: string) =>
      (fields[index] ?? []).map((to, i) => `${prefix}${i}: ${i % 2 === 0 ? to : `[${to}!]`}`).join(' ');
    const sdl = [
      ...TYPES.map((name, i) => `type ${name} ${faces.includes(name) ? 'implements Face' : ''} { face: String ${body(i, 'f')} }`),
      'interface Face { face: String }',
      `union Union = ${union.join(' | ')}`,
      `type PageInfo { next: ${onward} }`,
      entities.length > 0 ? `union _Entity = ${entities.join(' | ')}` : '',
      `type Query { ${body(4, 'q')} ${entities.length > 0 ? '_entities: [_Entity]!' : ''} }`,
    ].join('\n');
    return { sdl, categories };
  });

function agreementFor(schema: GraphQLSchema, categories: string[]): Agreement {
  const fields = governedFields({ agency: 'POLICE' }, schema);
  return {
    agency: 'POLICE',
    version: '1',
    title: 't',
    validFrom: '2026-01-01',
    validUntil: '2027-01-01',
    categories: new Map(CATEGORIES.map((id) => [id, {} as never])),
    categoryOf: new Map(fields.map((field, i) => [field, categories[i % categories.length] as string])),
  };
}

const targetsOf = (schema: GraphQLSchema, type: GraphQLObjectType, field: string): GraphQLObjectType[] => {
  const named = getNamedType(type.getFields()[field]!.type);
  if (isAbstractType(named)) return [...schema.getPossibleTypes(named)];
  return isObjectType(named) ? [named] : [];
};

/** Walks every path a query can take, remembering what was decided about the present subject; an entity starts anew. */
function unguarded(schema: GraphQLSchema, agreement: Agreement, wrapped: ReadonlySet<string>): string[] {
  const entity = schema.getType('_Entity');
  const entities = new Set(isAbstractType(entity) ? schema.getPossibleTypes(entity).map(({ name }) => name) : []);
  const open: string[] = [];
  const seen = new Set<string>();
  const walk = (type: GraphQLObjectType, passed: ReadonlySet<string>): void => {
    const state = `${type.name} ${[...passed].sort().join()}`;
    if (seen.has(state)) return;
    seen.add(state);
    for (const field of Object.keys(type.getFields())) {
      const coordinate = `${type.name}.${field}`;
      const category = agreement.categoryOf.get(coordinate);
      const after = new Set(passed);
      if (category !== undefined && wrapped.has(coordinate)) after.add(category);
      if (category !== undefined && !after.has(category)) open.push(coordinate);
      for (const target of targetsOf(schema, type, field)) walk(target, entities.has(target.name) ? new Set() : after);
    }
  };
  walk(schema.getQueryType() as GraphQLObjectType, new Set());
  return open;
}

describe('for every schema', () => {
  it('no path reaches a field without a decision of its category about that very subject', () => {
    let pruned = 0;
    fc.assert(
      fc.property(drawn, ({ sdl, categories }) => {
        const schema = buildSchema(sdl);
        const agreement = agreementFor(schema, categories);
        const wrapped = new Set(planGuards(schema, agreement).map(({ type, field }) => `${type}.${field}`));
        pruned += agreement.categoryOf.size - wrapped.size;
        expect(unguarded(schema, agreement, wrapped)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(pruned).toBeGreaterThan(100);
  });

  it('the walk itself notices a wrapper taken away', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), ({ sdl, categories }, which) => {
        const schema = buildSchema(sdl);
        const agreement = agreementFor(schema, categories);
        const roots = planGuards(schema, agreement).filter(({ type }) => type === 'Query');
        fc.pre(roots.length > 0);
        const removed = roots[which % roots.length]!;
        const wrapped = new Set(
          planGuards(schema, agreement)
            .filter((one) => !(one.type === 'Query' && one.field === removed.field))
            .map(({ type, field }) => `${type}.${field}`),
        );
        expect(unguarded(schema, agreement, wrapped)).toContain(`Query.${removed.field}`);
      }),
      { numRuns: 100 },
    );
  });
});

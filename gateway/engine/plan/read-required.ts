import { getNamedType, isInterfaceType, isNonNullType, isObjectType } from 'graphql';
import type { Required } from './plan';
import { ifGiven, listOfAll, objectOf, PlanRefused, textOf } from './plan-json';
import type { Supergraph } from '../supergraph/supergraph';
import { isFields } from '../values';

/**
 * Reads what the planner says a representation is made of.
 *
 * @param type of the objects; undefined where clients see none, and nothing is promised then
 * @throws PlanRefused for a kind that this file does not know
 */
export function readRequired(list: unknown, supergraph: Supergraph, type?: string): readonly Required[] {
  return listOfAll(list, 'requires').map((one): Required => {
    const kind = isFields(one) ? one['kind'] : undefined;
    if (kind === 'Field') return readField(one, supergraph, type);
    if (kind !== 'InlineFragment') throw new PlanRefused(`requires of the kind ${String(kind)}`);
    const { typeCondition, selections, skipIf, includeIf } = objectOf(
      one,
      'requires',
      'kind',
      'typeCondition',
      'selections',
      'skipIf',
      'includeIf',
    );
    const on = textOf(typeCondition, 'typeCondition');
    return {
      kind: 'fragment',
      on,
      inside: readRequired(selections, supergraph, on),
      skipIf: ifGiven(skipIf, (given) => textOf(given, 'skipIf')),
      includeIf: ifGiven(includeIf, (given) => textOf(given, 'includeIf')),
    };
  });
}

function readField(one: unknown, supergraph: Supergraph, type: string | undefined): Required {
  const { name, alias, selections } = objectOf(one, 'requires', 'kind', 'name', 'alias', 'selections');
  const field = textOf(name, 'name');
  const shown = ifGiven(alias, (given) => textOf(given, 'alias')) ?? field;
  const real = supergraph.standIns.fields.get(shown);
  const as = real?.name.value ?? shown;
  const declared = typeOf(as, supergraph, type);
  const named = declared && getNamedType(declared).name;
  const inside = ifGiven(selections, (given) => readRequired(given, supergraph, named));
  return {
    kind: 'field',
    name: field,
    as,
    inside: inside?.length === 0 ? undefined : inside,
    standIn: real && shown,
    isPromised: isNonNullType(declared),
  };
}

function typeOf(field: string, { schema }: Supergraph, type: string | undefined) {
  const declared = type === undefined ? undefined : schema.getType(type);
  return isObjectType(declared) || isInterfaceType(declared) ? declared.getFields()[field]?.type : undefined;
}

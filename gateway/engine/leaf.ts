import { type GraphQLLeafType, isEnumType } from 'graphql';
import type { CompletionErrors } from './completion-errors';
import type { Path } from './path';
import type { Supergraph } from './supergraph';

export type LeafCompleter = (value: unknown, at: Path | undefined, errors: CompletionErrors) => unknown;

const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string',
  Int: (value) => typeof value === 'number' && (value | 0) === value,
  Float: (value) => Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
};

/** Makes the value of a scalar or enum the client's, or null with the reason. */
export function leafCompleter(type: GraphQLLeafType, { hiddenEnumValues }: Supergraph): LeafCompleter {
  if (isEnumType(type)) {
    const visible: ReadonlySet<unknown> = new Set(type.getValues().map(({ name }) => name));
    const hidden: ReadonlySet<unknown> | undefined = hiddenEnumValues.get(type.name);
    return (value, at, errors) => {
      if (value === null || value === undefined) return null;
      if (visible.has(value)) return value;
      // One that clients may not know of reads as nothing.
      return hidden?.has(value) ? null : errors.wrong(`Not a value of the enum ${type.name}`, at);
    };
  }
  const isPlain = Object.hasOwn(PLAIN, type.name) ? PLAIN[type.name] : undefined;
  return (value, at, errors) => {
    if (value === null || value === undefined) return null;
    if (isPlain?.(value)) return value;
    try {
      return type.serialize(value) ?? null;
    } catch {
      // The type's own words repeat the value.
      return errors.wrong(`Not a value of the type ${type.name}`, at);
    }
  };
}

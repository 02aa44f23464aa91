import { type GraphQLLeafType, isEnumType } from 'graphql';
import type { CompletionErrors } from './completion-errors';
import type { Path } from '../path';
import type { Supergraph } from '../supergraph/supergraph';

export interface LeafCompleter {
  /** Whether a value is the client's as it is. */
  isPlain(value: unknown): boolean;
  /** Makes any other the client's, or null with the reason. */
  complete(value: unknown, at: Path | undefined, errors: CompletionErrors): unknown;
}

const PLAIN: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string',
  Int: (value) => typeof value === 'number' && (value | 0) === value,
  Float: (value) => Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
};

const never = (): boolean => false;

/** How values of a scalar or enum become the client's. */
export function leafCompleter(type: GraphQLLeafType, { hiddenEnumValues }: Supergraph): LeafCompleter {
  if (isEnumType(type)) {
    const visible: ReadonlySet<unknown> = new Set(type.getValues().map(({ name }) => name));
    const hidden: ReadonlySet<unknown> | undefined = hiddenEnumValues.get(type.name);
    return {
      isPlain: (value) => visible.has(value),
      // One that clients may not know of reads as nothing.
      complete: (value, at, errors) => (hidden?.has(value) ? null : errors.wrong(`Not a value of the enum ${type.name}`, at)),
    };
  }
  return {
    isPlain: (Object.hasOwn(PLAIN, type.name) ? PLAIN[type.name] : undefined) ?? never,
    complete(value, at, errors) {
      try {
        return type.serialize(value) ?? null;
      } catch {
        // The type's own words repeat the value.
        return errors.wrong(`Not a value of the type ${type.name}`, at);
      }
    },
  };
}

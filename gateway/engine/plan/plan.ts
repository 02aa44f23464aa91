/** A step of the way through a tree: into a field, into objects of these types, or into the items of a list. */
export type Segment = { readonly field: string } | { readonly types: readonly string[] } | '@';

/** What a representation is made of: fields of the object, and what belongs to it when it is of some type. */
export type Required =
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly as: string;
      readonly inside: readonly Required[] | undefined;
      /** The name that stood for it before the planner, when it is needed with arguments. */
      readonly standIn: string | undefined;
      /** Whether its type says that it is never null. */
      readonly isPromised: boolean;
    }
  | {
      readonly kind: 'fragment';
      readonly on: string;
      readonly inside: readonly Required[];
      readonly skipIf: string | undefined;
      readonly includeIf: string | undefined;
    };

export type RewriteSegment = { readonly key: string } | { readonly types: readonly string[] };

/** Puts a name or a value right that a subgraph has to be asked or told otherwise. */
export interface Rewrite {
  readonly path: readonly RewriteSegment[];
  /** The new name of what lies at the end of the path; otherwise its value becomes `value`. */
  readonly renameTo?: string;
  readonly value?: unknown;
}

/** One operation for one subgraph. */
export interface Call {
  readonly service: string;
  readonly query: string;
  readonly operationName: string | undefined;
  /** The client's variables that it uses. */
  readonly variables: readonly string[];
}

/** What `_entities(representations: $representations)` of a call is about, and what becomes of its answer. */
export interface EntityFetch {
  /** Where the objects lie. */
  readonly paths: readonly (readonly Segment[])[];
  readonly required: readonly Required[];
  /** Of representations, before they are sent. */
  readonly before: readonly Rewrite[];
  /** Of what came, before it is merged. */
  readonly after: readonly Rewrite[];
  /** Names that the answer has for an object of that type, after rewriting. */
  namesOf(typename: string): readonly string[];
}

export interface RootStep extends Call {
  readonly kind: 'root';
  /** Where the root stands within the tree, when a field's type is `Query` itself and another subgraph has to go on from there. */
  readonly path: readonly Segment[] | undefined;
  readonly after: readonly Rewrite[];
  /** Names that the answer has. */
  readonly names: readonly string[];
}

export interface EntitiesStep extends Call, EntityFetch {
  readonly kind: 'entities';
}

export type Step =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly Step[] }
  | { readonly kind: 'condition'; readonly variable: string; readonly yes: Step | undefined; readonly no: Step | undefined }
  | RootStep
  | EntitiesStep;

import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { allow, rule, shield } from 'graphql-shield';
import type { Agreement } from './agreement';
import { subjectOf } from './bound';
import { type DecidedByResolver, type GuardedField, planGuards } from './guard-plan';
import { type AccessContext, decisionFor, knownDecision } from './verdicts';
import { withheldError } from './withheld-error';
import { nameOf } from './vocabulary';

type ShieldRule = ReturnType<ReturnType<typeof rule>>;
type Resolve = (parent: unknown, args: unknown, context: AccessContext, info: GraphQLResolveInfo) => unknown;
type Wrapper = (resolve: Resolve, ...field: Parameters<Resolve>) => unknown;
type FieldMap<T> = Record<string, Record<string, T>>;

/**
 * Puts the sharing agreement in front of every field that needs it, with graphql-shield as the adapter: each rule asks
 * `decide` about the parent's subject, answers `WITHHELD` or lets the resolver run, and notes either for the ledger.
 * A parent that carries no subject is refused.
 *
 * @param decided fields whose resolvers ask by themselves, see `DecidedByResolver`.
 * @throws InvalidPolicy when a field has no category, or is guarded and not nullable.
 */
export function guardSchema(schema: GraphQLSchema, agreement: Agreement, decided: DecidedByResolver = {}): GraphQLSchema {
  const guarded = planGuards(schema, agreement, decided);
  const roots = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map((type) => type?.name),
  );
  const rules: FieldMap<ShieldRule> = {};
  for (const one of guarded) put(rules, one, ruleFor(one, roots.has(one.type), agreement));
  const wrappers = shield(rules, {
    fallbackRule: allow,
    // A fault inside a resolver stays the fault it is; only refusals are ours.
    allowExternalErrors: true,
    // A rule that itself fails reads as a refusal.
    fallbackError: withheldError(agreement, '', `${nameOf(agreement.agency)}/rule-failed`),
    debug: false,
    hashFunction: () => '',
    // graphql-middleware types a generator by its own nominal schema class
  }).generate(schema as never) as unknown as FieldMap<Wrapper>;
  // Shield wraps every field of the schema, six to nine times slower: keep those of guarded fields.
  const kept: FieldMap<Wrapper> = {};
  for (const one of guarded) {
    const wrapper = wrappers[one.type]?.[one.field];
    if (typeof wrapper !== 'function') throw new Error(`shield made no wrapper for ${one.type}.${one.field}`);
    put(kept, one, onceAllowed(wrapper, one, roots.has(one.type)));
  }
  return applyMiddleware(schema, kept as never);
}

function put<T>(map: FieldMap<T>, { type, field }: GuardedField, value: T): void {
  map[type] = { ...map[type], [field]: value };
}

function ruleFor({ type, field, category }: GuardedField, isRoot: boolean, agreement: Agreement): ShieldRule {
  const coordinate = `${type}.${field}`;
  // Never a cache of shield's own: its contextual one answers for a sibling's subject.
  return rule(coordinate, { cache: 'no_cache' })((parent: unknown, _args: unknown, context: AccessContext) => {
    const subject = isRoot ? context.principal : subjectOf(parent);
    if (subject === undefined) return withheldError(agreement, category, `${nameOf(agreement.agency)}/${category}/no-subject`);
    const decision = decisionFor(context, subject, category);
    context.disclosures.note(subject, category, coordinate, decision);
    return decision.state === 'CONTENT' ? true : withheldError(agreement, category, decision.rule);
  });
}

/**
 * Shield's wrapper is asynchronous, which costs most on long lists. When its rule has already let this very subject and
 * category through in this request, the answer is known and the resolver runs at once.
 */
function onceAllowed(wrapper: Wrapper, { type, field, category }: GuardedField, isRoot: boolean): Wrapper {
  const coordinate = `${type}.${field}`;
  return (resolve, parent, args, context, info) => {
    const subject = isRoot ? context.principal : subjectOf(parent);
    const known = subject === undefined ? undefined : knownDecision(context, subject, category);
    if (subject === undefined || known?.state !== 'CONTENT') return wrapper(resolve, parent, args, context, info);
    context.disclosures.note(subject, category, coordinate, known);
    return resolve(parent, args, context, info);
  };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import {
  type Context,
  type DetailedError,
  type EntityJson,
  policySetTextToParts,
  preparsePolicySet,
  type Response,
  type StatefulAuthorizationCall,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Decision } from '../../common/access/agreement';
import type { Protection } from '../../common/access/subject';
import { BASES, LEVELS, PROTECTIONS, PURPOSES, RELATIONS, ROLES } from '../../common/access/vocabulary';
import type { Cell } from './cells';

/** What may be asked about a category; what each means stands in `policy/cedar`. */
export type CategoryAction = 'read' | 'know' | 'readOwn' | 'weigh' | 'weighUnseen' | 'feed';

// V8 of Node.js 20 ends the process ("unreachable code") when it optimises many thousand calls into WebAssembly by inlining them.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

const NOBODY: EntityJson = { uid: { type: 'Staff', id: 'nobody' }, attrs: { agency: '' }, parents: [] };

/** Action, roles, employer, category and what Cedar calls the context. */
type Question = [action: CategoryAction, roles: readonly string[], agency: string, category: string, context: Context];

/**
 * An answer to "who may see what" that has nothing in common with `decide`: policies written by hand in Cedar
 * (`policy/cedar`), evaluated by Cedar itself. For proofs only; nothing that serves a request knows it.
 */
export class Oracle {
  readonly policies: readonly string[];
  /** The policies of each set that Cedar has read, in the order in which it counts them. */
  readonly #sets = new Map<string, readonly string[]>();

  constructor(folder: string) {
    const files = readdirSync(folder).filter((name) => name.endsWith('.cedar'));
    this.policies = files.flatMap((name) => partsOf(name, readFileSync(join(folder, name), 'utf8')));
    const permits = this.policies.filter((text) => /^permit/m.test(text));
    // Protection only ever takes away, so whatever is refused without it need not be asked with it.
    refuse(
      permits.filter((text) => text.includes('context.protect')),
      'A permit speaks of protection',
    );
    // Levels are stepped over and words are named whole, so what stands between two steps, or is named nowhere, is one to Cedar.
    refuse(
      this.policies.filter((text) => / like |context\.level (?!(>=|<|==) \d)/.test(text)),
      'A policy tells words or levels apart in another way',
    );
    // Another role only ever adds a permit, so what nobody is permitted in all roles at once need not be asked role by role.
    refuse(
      permits.filter((text) => text.includes('"know"') && /!\(?principal|unless/.test(text)),
      'A permit takes a role away',
    );
  }

  /** Whether any policy about this category speaks of this protection, or of any without naming one. @param category `police/incidents` */
  heedsProtection(category: string, protection: Protection): boolean {
    return this.policies
      .filter((text) => concerns(text, `Category::"${category}"`) && text.includes('context.protect'))
      .some((text) => text.includes(`"${protection}"`) || !PROTECTIONS.some((one) => text.includes(`"${one}"`)));
  }

  /**
   * Roles of which each is asked about by itself: those that a policy about this category names. The others are one to Cedar, since
   * nothing that it reads tells them apart. @param category `police/incidents`
   */
  namedRoles(category: string): readonly string[] {
    const texts = this.policies.filter((text) => concerns(text, `Category::"${category}"`));
    return ROLES.filter((role) => texts.some((text) => text.includes(`Role::"${role}"`)));
  }

  /**
   * A cell that is the same to Cedar as the one given, whoever asks: of the words that no policy about this category names the first stands for all,
   * and of the levels between two steps the lowest. @param category `police/incidents`
   */
  likeness(category: string): (cell: Cell) => Cell {
    const text = this.policies.filter((one) => concerns(one, `Category::"${category}"`)).join('\n');
    const words = <T extends string>(all: readonly T[]): ((one: T) => T) => {
      const rest = all.filter((one) => !text.includes(`"${one}"`));
      return (one) => (rest.includes(one) ? (rest[0] ?? one) : one);
    };
    const steps = [...text.matchAll(/context\.level (>=|<|==) (\d)/g)].flatMap(([, how, at]) =>
      how === '==' ? [Number(at), Number(at) + 1] : [Number(at)],
    );
    const [purpose, basis, relation] = [words<string>(PURPOSES), words(BASES), words(RELATIONS)];
    const level = (one: number): number => Math.max(Math.min(...LEVELS), ...steps.filter((step) => step <= one));
    return (cell) => ({
      ...cell,
      purpose: purpose(cell.purpose),
      level: level(cell.level),
      basis: basis(cell.basis),
      relation: relation(cell.relation),
    });
  }

  /**
   * Roles of which Cedar has to be asked one by one whether they know of it. A permit opens to a role by itself only if it opens to all
   * roles at once, and if it names that role or opens to nobody's role as well: no permit takes a role away.
   */
  rolesToAsk({ role: _, ...context }: Cell, category: string): readonly string[] {
    const ask = (roles: readonly string[]) => this.#respond('know', roles, '', category, about(context));
    const { decision, diagnostics } = ask(ROLES);
    if (decision === 'deny' && diagnostics.reason.length === 0) return [];
    // Where something is forbidden to all of them, Cedar does not say what would have been permitted.
    if (decision === 'deny' || ask([]).diagnostics.reason.length > 0) return ROLES;
    const permits = diagnostics.reason.map(
      (id) => this.#sets.get(`Category::"${category}"`)?.[Number(id.slice('policy'.length))] ?? '',
    );
    return ROLES.filter((role) => permits.some((text) => text.includes(`Role::"${role}"`)));
  }

  /** Whether content is shown, only that there is or is not any, or neither. @param category `police/incidents` */
  decide(cell: Cell, category: string): Decision['state'] {
    const { role, ...context } = cell;
    if (!this.#allows('know', [role], '', category, about(context))) return 'WITHHELD';
    return this.#allows('read', [role], '', category, about(context)) ? 'CONTENT' : 'EXISTENCE';
  }

  /** Whether staff of this agency in this role may use it without a case. */
  mayReadOwn(role: string, agency: string, category: string): boolean {
    return this.#allows('readOwn', [role], agency, category, {});
  }

  /** What the category may do to the suggested level, whoever looks. */
  mayInfluence(action: 'weigh' | 'weighUnseen' | 'feed', category: string): boolean {
    return this.#allows(action, [], '', category, {});
  }

  /** Whether a case of this level and basis may be used for the purpose. */
  mayPursue(
    role: string,
    purpose: string,
    { level, basis, assigned }: { level: number; basis: string; assigned: boolean },
  ): boolean {
    const principal: EntityJson = { ...NOBODY, parents: [{ type: 'Role', id: role }] };
    return (
      this.#ask(this.#setFor(`Purpose::"${purpose}"`), {
        ...{ principal: principal.uid, action: { type: 'Action', id: 'pursue' }, resource: { type: 'Purpose', id: purpose } },
        ...{ context: { level, basis, assigned }, entities: [principal] },
      }).decision === 'allow'
    );
  }

  #allows(...question: Question): boolean {
    return this.#respond(...question).decision === 'allow';
  }

  #respond(...[action, roles, agency, category, context]: Question): Response {
    const principal: EntityJson = { ...NOBODY, attrs: { agency }, parents: roles.map((id) => ({ type: 'Role', id })) };
    const resource = { type: 'Category', id: category };
    const agreement = { type: 'Agreement', id: category.split('/')[0] ?? '' };
    return this.#ask(this.#setFor(`Category::"${category}"`), {
      ...{ principal: principal.uid, action: { type: 'Action', id: action }, resource, context },
      entities: [principal, { uid: resource, attrs: {}, parents: [agreement] }],
    });
  }

  #ask(policySet: string, call: Omit<StatefulAuthorizationCall, 'preparsedPolicySetId'>): Response {
    const answer = statefulIsAuthorized({ ...call, preparsedPolicySetId: policySet });
    if (answer.type === 'failure') throw new Error(textOf(answer.errors));
    const { errors } = answer.response.diagnostics;
    if (errors.length > 0) throw new Error(errors.map(({ error }) => error.message).join('\n'));
    return answer.response;
  }

  /** The policies that could apply: those that name it, and those that name a whole agreement. Asking is slower with more. */
  #setFor(name: string): string {
    if (this.#sets.has(name)) return name;
    const staticPolicies = this.policies.filter((text) => concerns(text, name));
    const parsed = preparsePolicySet(name, { staticPolicies: staticPolicies.join('\n') });
    if (parsed.type === 'failure') throw new Error(textOf(parsed.errors));
    this.#sets.set(name, staticPolicies);
    return name;
  }
}

/** Names the category or purpose, the agreement as a whole, or (of purposes) none in particular. */
function concerns(text: string, name: string): boolean {
  if (text.includes(name)) return true;
  const [type, id = ''] = name.split('::"');
  if (type === 'Purpose') return text.includes('Action::"pursue", resource)');
  return text.includes(`Agreement::"${id.split('/')[0]}"`);
}

function refuse(policies: readonly string[], why: string): void {
  if (policies.length > 0) throw new Error(`${why}: ${policies.join('\n')}`);
}

function partsOf(file: string, text: string): readonly string[] {
  const parts = policySetTextToParts(text);
  if (parts.type === 'failure') throw new Error(`${file}: ${textOf(parts.errors)}`);
  return parts.policies;
}

const about = ({ purpose, level, basis, relation, protect }: Omit<Cell, 'role'>): Context => ({
  ...{ purpose, level, basis, relation },
  protect: [...protect],
});

const textOf = (errors: readonly DetailedError[]): string => errors.map(({ message }) => message).join('\n');

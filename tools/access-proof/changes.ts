import type { Agreement, Category } from '../../common/access/agreement';
import type { Purposes } from '../../common/access/purposes';
import { HUB_CODE, nameOf } from '../../common/access/vocabulary';
import { listed, rolesText } from './english';
import { reachChanges } from './reach-changes';

/** What changes for whom between two versions of one custodian's agreement, in sentences; none when nothing does. */
export function changesBetween(before: Agreement, after: Agreement, purposes: Purposes): string[] {
  const ids = [...new Set([...before.categories.keys(), ...after.categories.keys()])];
  return [
    ...validityChange(before, after),
    ...ids.flatMap((id) => categoryChanges(id, before, after, purposes)),
    ...moves(before, after, purposes),
  ];
}

function categoryChanges(id: string, before: Agreement, after: Agreement, purposes: Purposes): string[] {
  const [was, is] = [before.categories.get(id), after.categories.get(id)];
  const what = called(is ?? was, after);
  const side = (agreement: Agreement, category: Category | undefined) => ({ agreement, category: category?.id });
  return [
    ...(was === undefined ? [`There is a new category: ${what}.`] : []),
    ...(is === undefined
      ? [`The category ${what} is gone; its fields are shown as the categories say that they now belong to.`]
      : []),
    ...reachChanges(side(before, was), side(after, is), purposes, what),
    ...(is ? ownChanges(was, is, what, after) : []),
    ...(was && is ? [...protectionChanges(was, is, what), ...weightChanges(was, is, what), ...tellChange(was, is, what)] : []),
  ];
}

function protectionChanges(was: Category, is: Category, what: string): string[] {
  return [
    ...(is.locating && !was.locating
      ? [`While somebody’s whereabouts are protected, nobody outside will any longer see ${what}.`]
      : []),
    ...(!is.locating && was.locating ? [`Protecting somebody’s whereabouts will no longer hide ${what}.`] : []),
    ...(is.identifying && !was.identifying
      ? [`While somebody’s identity is protected, nobody will even know whether there is anything under ${what}.`]
      : []),
    ...(!is.identifying && was.identifying ? [`Protecting somebody’s identity will no longer hide ${what}.`] : []),
  ];
}

function ownChanges(was: Category | undefined, is: Category, what: string, { agency }: Agreement): string[] {
  const before = was?.own ?? [];
  const added = is.own.filter((role) => !before.includes(role));
  const dropped = before.filter((role) => !is.own.includes(role));
  // The hub keeps nobody's records: what it lets a role use without a case, it lets whoever employs them.
  const where = agency === HUB_CODE ? 'without a case' : 'in their own agency’s records, without a case';
  return [
    ...(added.length > 0 ? [`${rolesText(added)} will now see ${what} ${where}.`] : []),
    ...(dropped.length > 0 ? [`${rolesText(dropped)} will no longer see ${what} ${where}.`] : []),
  ];
}

const WEIGHT: Readonly<Record<Category['threshold'], string>> = {
  full: 'may move the suggested level of need and be shown as evidence',
  level_only: 'may move the suggested level of need and is never shown as evidence',
  none: 'does not move the suggested level of need',
};

function weightChanges(was: Category, is: Category, what: string): string[] {
  const fed = (category: Category) =>
    category.feed === undefined ? undefined : category.feed.basis.toLowerCase().replaceAll('_', ' ');
  return [
    ...(was.threshold === is.threshold
      ? []
      : [`${capital(what)} now ${WEIGHT[is.threshold]}; before, it ${WEIGHT[was.threshold]}.`]),
    ...(fed(was) === fed(is)
      ? []
      : [
          fed(is) === undefined
            ? `No signals of ${what} go to the hub any more.`
            : `Signals of ${what} now go to the hub, on ${fed(is)}.`,
        ]),
  ];
}

const tellChange = (was: Category, is: Category, what: string): string[] =>
  flat(was.tell) === flat(is.tell) ? [] : [`When ${what} is withheld, staff now read: “${flat(is.tell)}”`];

/** A field in another category is shown to others from then on, though neither category changed. */
function moves(before: Agreement, after: Agreement, purposes: Purposes): string[] {
  const fields = [...new Set([...before.categoryOf.keys(), ...after.categoryOf.keys()])];
  const byMove = new Map<string, string[]>();
  for (const field of fields) {
    const [from, to] = [before.categoryOf.get(field), after.categoryOf.get(field)];
    if (from === to) continue;
    const key = JSON.stringify([from ?? null, to ?? null]);
    byMove.set(key, [...(byMove.get(key) ?? []), field]);
  }
  return [...byMove].flatMap(([key, moved]) => {
    const [from, to] = JSON.parse(key) as [string | null, string | null];
    if (from !== null && to !== null && !(before.categories.has(to) || after.categories.has(from))) return [];
    const what = `the ${moved.length === 1 ? 'field' : 'fields'} ${listed(moved)}`;
    const where = [
      from && `${moved.length === 1 ? 'leaves' : 'leave'} “${flat(before.categories.get(from)?.title ?? '')}”`,
      to && `now ${moved.length === 1 ? 'stands' : 'stand'} in “${flat(after.categories.get(to)?.title ?? '')}”`,
    ];
    const side = (agreement: Agreement, category: string | null) => ({ agreement, category: category ?? undefined });
    const said = `${capital(what)} ${listed(where.filter((one) => one !== null))}.`;
    return [said, ...reachChanges(side(before, from), side(after, to), purposes, what)];
  });
}

function validityChange(before: Agreement, after: Agreement): string[] {
  const same = before.validFrom === after.validFrom && before.validUntil === after.validUntil;
  return same
    ? []
    : [`The agreement is in force from ${after.validFrom} to ${after.validUntil}; outside these days nobody sees anything.`];
}

const called = (category: Category | undefined, { agency }: Agreement): string =>
  `“${flat(category?.title ?? '')}” (${nameOf(agency).replaceAll('-', ' ')})`;
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

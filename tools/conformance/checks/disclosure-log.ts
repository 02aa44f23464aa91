import type { DisclosureEntry } from '../../../common/access/disclosure';
import { disclosureDigest } from '../../../common/ledger/disclosure-digest';
import { LEDGER_SCOPE } from '../../../common/ledger/custodian-router';
import { createSigningKey } from '../../../common/tokens/keys';
import { recordFields } from '../record-fields';
import { type Disclosure, type Finding, finding, type Reply, type Subject } from '../subject';

interface Row {
  readonly id: string;
  readonly at: string;
  readonly rid: string;
  readonly digest: string;
}

/** What was asked for, and what the agency told of it beside its answer. */
interface Look {
  readonly what: string;
  readonly rid: string;
  readonly told: readonly Disclosure[];
}

/** Clocks of two machines differ by so much at most. */
const SKEW_MS = 5_000;
const MOST_PAGES = 1_000;

/**
 * The agency's own log of what it disclosed: the hub alone reads it, each answer stands in it by the time it has left, as it was
 * told and as often, and it only ever grows. So the hub's ledger can be compared with it.
 */
export async function checkDisclosureLog(subject: Subject): Promise<Finding[]> {
  const letIn = await strangers(subject);
  const from = new Date(Date.now() - SKEW_MS);
  const looks = await lookAround(subject);
  const first = await readAll(subject, from);
  const again = await subject.record(subject.viewer(), '__typename', null);
  const second = await readAll(subject, from);
  if (first === undefined || second === undefined)
    return [finding('disclosure-log/hub-alone', letIn), finding('disclosure-log/pages', ['it is no list of disclosures'])];
  const kept = new Map<string, string[]>();
  for (const { rid, digest } of first) kept.set(rid, [...(kept.get(rid) ?? []), digest]);
  const unlike = looks.flatMap(({ what, rid, told }) => differences(what, told.map(digestOf), kept.get(rid) ?? []));
  const nothing = again.answer.extensions?.disclosures?.length ?? 0;
  return [
    finding('disclosure-log/hub-alone', letIn),
    finding('disclosure-log/pages', await pagingFaults(subject, first, from)),
    finding('disclosure-log/kept-as-told', unlike),
    finding('disclosure-log/nothing-shown-nothing-told', nothing === 0 ? [] : ['a refused look was told as a disclosure']),
    finding(
      'disclosure-log/only-grows',
      first.every((row, at) => same(row, second[at])) ? [] : ['what was kept before has changed'],
    ),
  ];
}

async function strangers(subject: Subject): Promise<string[]> {
  const { name } = subject.options.registered;
  const path = `/ledger/disclosures?${window(new Date(0), new Date())}`;
  const person = await subject.headers(subject.viewer(), { path: '/ledger/disclosures', method: 'GET' });
  const tried: [string, Reply][] = [
    ['nothing', await subject.send(path, {})],
    ['a person', await subject.send(path, { headers: person })],
    ['another scope', await subject.service(path, { scope: 'feed' })],
    ['another agency’s token', await subject.service(path, { scope: LEDGER_SCOPE, audience: `not-${name}` })],
    ['a stranger’s token', await subject.service(path, { scope: LEDGER_SCOPE, key: await createSigningKey() })],
  ];
  return tried.filter(([, { status }]) => status !== 401).map(([what, { status }]) => `${what}: HTTP ${status}`);
}

/** Looks of every kind: shown, the same again, of nobody, withheld throughout, and refused. */
async function lookAround(subject: Subject): Promise<Look[]> {
  const { sdl, registered } = subject.options;
  const selection = recordFields(sdl, registered.recordType)
    .map((field) => field.selection)
    .join(' ');
  const kinds: [string, Parameters<Subject['grant']>[1] | undefined][] = [
    ['a look', {}],
    ['the same look again', {}],
    ['a look at nobody', { ids: [] }],
    ['a look that is all withheld', { purpose: 'AUDIT', roles: ['ig_auditor'], level: 1 }],
    ['a look under protection', { protect: ['LOCATION', 'IDENTITY'] }],
    ['a look without a grant', undefined],
  ];
  const looks: Look[] = [];
  for (const [what, terms] of kinds) {
    const viewer = subject.viewer(terms?.roles === undefined ? {} : { roles: terms.roles });
    const grant = terms === undefined ? null : await subject.grant(viewer, terms);
    const { answer } = await subject.record(viewer, selection, grant);
    looks.push({ what, rid: viewer.rid, told: answer.extensions?.disclosures ?? [] });
  }
  return looks;
}

/** Both ways, and as often: what was told and is not kept, and what is kept and was not told. */
function differences(what: string, told: readonly string[], kept: readonly string[]): string[] {
  const left = [...kept];
  const missing = told.filter((digest) => {
    const at = left.indexOf(digest);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...(missing.length > 0 ? [`${what}: told and not kept`] : []),
    ...(left.length > 0 ? [`${what}: kept and not told`] : []),
  ];
}

async function pagingFaults(subject: Subject, rows: readonly Row[], from: Date): Promise<string[]> {
  const ids = rows.map(({ id }) => BigInt(id));
  const ordered = ids.every((id, at) => at === 0 || id > (ids[at - 1] as bigint));
  const beyond = await readPage(subject, new Date(0), new Date(from.getTime() - 365 * 86_400_000), '0');
  const after = await readPage(subject, from, soon(), rows.at(-1)?.id ?? '0');
  const late = rows.filter(({ at }) => Date.parse(at) < from.getTime());
  return [
    ...(ordered ? [] : ['its ids do not rise']),
    ...(beyond === undefined || after === undefined ? ['a page is no list of disclosures'] : []),
    ...(after?.disclosures.some(({ id }) => BigInt(id) <= (ids.at(-1) ?? 0n)) ? ['it tells again what was read'] : []),
    ...(late.length > 0 ? ['it tells what lies before the window'] : []),
  ];
}

async function readAll(subject: Subject, from: Date): Promise<Row[] | undefined> {
  const rows: Row[] = [];
  const to = soon();
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await readPage(subject, from, to, rows.at(-1)?.id ?? '0');
    if (page === undefined) return undefined;
    rows.push(...page.disclosures);
    if (!page.more || page.disclosures.length === 0) return rows;
  }
  return undefined;
}

async function readPage(subject: Subject, from: Date, to: Date, after: string) {
  const { status, text } = await subject.service(`/ledger/disclosures?${window(from, to)}&after=${after}`, {
    scope: LEDGER_SCOPE,
  });
  if (status !== 200) return undefined;
  try {
    const { disclosures, more } = JSON.parse(text) as { disclosures?: unknown; more?: unknown };
    const good = Array.isArray(disclosures) && disclosures.every(isRow) && typeof more === 'boolean';
    return good ? { disclosures: disclosures as Row[], more } : undefined;
  } catch {
    return undefined;
  }
}

/** These four and no more: whose disclosure it was stays with the custodian. */
function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  const { id, at, rid, digest, ...more } = value as Record<string, unknown>;
  return (
    [id, at, rid, digest].every((one) => typeof one === 'string') &&
    /^\d{1,18}$/.test(String(id)) &&
    !Number.isNaN(Date.parse(String(at))) &&
    Object.keys(more).length === 0
  );
}

const digestOf = (told: Disclosure): string => disclosureDigest({ released: [], withheld: [], ...told } as DisclosureEntry);
const same = (one: Row, other: Row | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);
const soon = (): Date => new Date(Date.now() + SKEW_MS);
const window = (from: Date, to: Date): string =>
  new URLSearchParams({ from: from.toISOString(), to: to.toISOString() }).toString();

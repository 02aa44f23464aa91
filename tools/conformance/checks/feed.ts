import { compactVerify, importJWK, type JWK } from 'jose';
import { createSigningKey } from '../../../common/tokens/keys';
import { type Finding, finding, type Reply, type Subject } from '../subject';

interface Page {
  readonly epoch?: unknown;
  readonly cursor?: unknown;
  readonly more?: unknown;
  readonly lastPublishedAt?: unknown;
  readonly events?: unknown;
}

const MOST_PAGES = 200;

/** The feed is for the hub alone, each event signed by the agency, and reading it again ends where it ended. */
export async function checkFeed(subject: Subject): Promise<Finding[]> {
  const { registered } = subject.options;
  const strangers: [string, Reply][] = [
    ['nothing', await subject.send('/feed', {})],
    [
      'a person',
      await subject.send('/feed', { headers: await subject.headers(subject.viewer(), { path: '/feed', method: 'GET' }) }),
    ],
    ['another scope', await subject.feed('', { scope: 'publish' })],
    ['another agency’s token', await subject.feed('', { audience: `not-${registered.name}` })],
    ['a stranger’s token', await subject.feed('', { key: await createSigningKey() })],
    [
      'a watch list by nobody',
      await subject.send('/watch', { method: 'PUT', body: '{"people":[]}', headers: { 'content-type': 'application/json' } }),
    ],
  ];
  const letIn = strangers.filter(([, { status }]) => status !== 401).map(([what, { status }]) => `${what}: HTTP ${status}`);
  const problems: string[] = [];
  const unsigned: string[] = [];
  let after: string | undefined;
  let epoch: unknown;
  let seen = 0;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const reply = await subject.feed(after === undefined ? '?limit=100' : `?limit=100&after=${encodeURIComponent(after)}`);
    const page = pageOf(reply);
    if (page === undefined) {
      problems.push(`page ${pages + 1} is no feed page (HTTP ${reply.status})`);
      break;
    }
    epoch ??= page.epoch;
    if (page.epoch !== epoch) problems.push('the epoch changed while it was read');
    for (const event of page.events) {
      seen += 1;
      const wrong = await faultOf(event, subject);
      if (wrong !== undefined) unsigned.push(`event ${seen}: ${wrong}`);
    }
    if (page.events.length === 0 && after !== undefined && page.cursor !== after)
      problems.push('the cursor moved though nothing was told');
    const done = !page.more && page.events.length === 0;
    after = page.cursor;
    if (done) break;
  }
  const again = after === undefined ? undefined : pageOf(await subject.feed(`?after=${encodeURIComponent(after)}`));
  if (again !== undefined && again.events.length > 0) problems.push('what was read is told again after its cursor');
  return [
    finding('feed/hub-alone', letIn),
    finding('feed/pages-and-cursors', problems),
    finding('feed/every-event-signed', unsigned),
  ];
}

function pageOf({ status, text }: Reply): { epoch: string; cursor: string; more: boolean; events: string[] } | undefined {
  if (status !== 200) return undefined;
  try {
    const { epoch, cursor, more, events, lastPublishedAt } = JSON.parse(text) as Page;
    const plain = typeof epoch === 'string' && typeof cursor === 'string' && typeof more === 'boolean' && Array.isArray(events);
    const published =
      lastPublishedAt === null || (typeof lastPublishedAt === 'string' && !Number.isNaN(Date.parse(lastPublishedAt)));
    return plain && published && events.every((one) => typeof one === 'string') ? { epoch, cursor, more, events } : undefined;
  } catch {
    return undefined;
  }
}

async function faultOf(jws: string, { options }: Subject): Promise<string | undefined> {
  for (const jwk of options.agencyKeys) {
    try {
      const { payload, protectedHeader } = await compactVerify(jws, await importJWK(jwk as JWK, 'EdDSA'), {
        algorithms: ['EdDSA', 'Ed25519'],
      });
      if (protectedHeader.typ !== 'event+jwt') return 'its type is not event+jwt';
      const { id, at, event } = JSON.parse(new TextDecoder().decode(payload)) as {
        id?: unknown;
        at?: unknown;
        event?: { type?: unknown; person?: unknown };
      };
      if (typeof id !== 'string' || typeof at !== 'string' || Number.isNaN(Date.parse(at))) return 'it has no id and time';
      const known = ['person', 'relationships', 'signals'].includes(String(event?.type));
      return known && typeof event?.person === 'string' ? undefined : 'it is of no known kind';
    } catch {
      // Perhaps the agency's other key.
    }
  }
  return 'no key of the agency signed it';
}

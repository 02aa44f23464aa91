import { randomUUID } from 'node:crypto';
import { createSigningKey } from '../../../common/tokens/keys';
import { recordFields } from '../record-fields';
import { type Finding, finding, PERSON, type Subject } from '../subject';

/** A record is reached by a grant that holds for this viewer, request and person, and by nothing else. */
export async function checkGrants(subject: Subject): Promise<Finding[]> {
  const { options } = subject;
  const [first] = recordFields(options.sdl, options.registered.recordType);
  if (first === undefined) throw new Error('The record has no field to ask for');
  const viewer = subject.viewer();
  const stranger = await createSigningKey();
  const past = new Date(Date.now() - 180_000);
  const good = await subject.record(viewer, first.selection, await subject.grant(viewer));
  const spoiled: [string, string | null | undefined, string?][] = [
    ['no grant', undefined],
    ['null', null],
    ['words', 'please'],
    ['a grant for another person', await subject.grant(viewer, { person: randomUUID() })],
    ['another person’s id', await subject.grant(viewer), randomUUID()],
    ['another user’s grant', await subject.grant(subject.viewer({ sub: 'https://conformance.invalid|other', rid: viewer.rid }))],
    ['a grant of another request', await subject.grant(subject.viewer())],
    ['a grant for another agency', await subject.grant(viewer, { aud: 'another' })],
    ['a grant with a role the user has not', await subject.grant(viewer, { roles: ['mash_analyst', 'decision_maker'] })],
    ['a grant of a stranger', await subject.grant(viewer, {}, stranger)],
    ['a grant of the gateway', await subject.grant(viewer, {}, options.gatewayKey)],
    ['an expired grant', await subject.grant(viewer, {}, options.hubKey, past)],
    ['an altered grant', altered(await subject.grant(viewer))],
    [
      'an unsigned grant',
      `${Buffer.from('{"alg":"none","typ":"grant+jwt"}').toString('base64url')}.${(await subject.grant(viewer)).split('.')[1]}.`,
    ],
  ];
  const opened: string[] = [];
  const words = new Set<string>();
  for (const [what, grant, id = PERSON] of spoiled) {
    const { reply, answer } = await subject.record(viewer, first.selection, grant, id);
    words.add(reply.text);
    if (subject.recordIn(answer) !== null) opened.push(what);
    else if (!answer.errors?.some(({ extensions }) => extensions?.code === 'NOT_FOUND'))
      opened.push(`${what}: null without NOT_FOUND`);
  }
  return [
    finding('grants/good-grant-opens', subject.recordIn(good.answer) === null ? ['a good grant opened nothing'] : []),
    finding('grants/spoiled-grant-opens-nothing', opened),
    finding('grants/denied-and-absent-read-alike', words.size === 1 ? [] : [`${words.size} different answers`]),
  ];
}

/** The same grant with more written into it, under its old signature. */
function altered(grant: string): string {
  const [header, claims = '', signature] = grant.split('.');
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')), ids: ['1', '2', '3'] };
  return `${header}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
}

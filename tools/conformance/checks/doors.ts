import { createSigningKey } from '../../../common/tokens/keys';
import { signService } from '../../../common/tokens/service-token';
import { type Finding, finding, type Subject } from '../subject';

/** Who is let in at all, and what is said to whoever is not. */
export async function checkDoors(subject: Subject): Promise<Finding[]> {
  const viewer = subject.viewer();
  const stranger = await createSigningKey();
  const good = await subject.headers(viewer);
  const { dpop: _, ...withoutProof } = await subject.headers(viewer);
  const hello = { query: '{ __typename }' };
  const { status } = await subject.post(viewer, hello, good);
  const spoiled: [string, Record<string, string>][] = [
    ['nothing', { 'content-type': 'application/json' }],
    ['the same call again', good],
    ['no proof', withoutProof],
    ['a proof of another address', await subject.headers(viewer, { path: '/feed' })],
    ['a proof of another method', await subject.headers(viewer, { method: 'GET' })],
    ['a token for another agency', await subject.headers(viewer, { audience: 'another' })],
    ['an expired token', await subject.headers(viewer, { at: new Date(Date.now() - 180_000) })],
    ['a token of a stranger', await subject.headers(viewer, { hubKey: stranger })],
    [
      'a service token',
      {
        'content-type': 'application/json',
        authorization: `Bearer ${await signService(subject.options.hubKey, subject.options.registered.name, 'feed', new Date())}`,
      },
    ],
  ];
  const answers: { what: string; status: number; text: string }[] = [];
  for (const [what, headers] of spoiled) answers.push({ what, ...(await subject.post(viewer, hello, headers)) });
  const letIn = answers.filter((one) => one.status !== 401).map(({ what, status: got }) => `${what}: HTTP ${got}`);
  const words = new Set(answers.map(({ text }) => text));
  const get = await subject.send('/graphql?query=%7B__typename%7D', {
    headers: await subject.headers(viewer, { method: 'GET' }),
  });
  return [
    finding('doors/good-call-is-answered', status === 200 ? [] : [`a good call got HTTP ${status}`]),
    finding('doors/spoiled-call-is-refused', letIn),
    finding('doors/one-refusal-for-all', words.size === 1 ? [] : [`${words.size} different refusals`]),
    finding('doors/post-only', get.status >= 400 ? [] : [`GET got HTTP ${get.status}`]),
    finding('doors/tells-no-schema', await schemaTold(subject)),
  ];
}

async function schemaTold(subject: Subject): Promise<string[]> {
  const told: string[] = [];
  const { recordType } = subject.options.registered;
  for (const query of [
    '{ __schema { types { name } } }',
    '{ _service { sdl } }',
    `{ __type(name: "${recordType}") { name fields { name } } }`,
  ]) {
    const { status, text } = await subject.post(subject.viewer(), { query });
    if (status === 200 || text.includes('"fields"')) told.push(`${query.slice(0, 14)}: HTTP ${status}`);
  }
  return told;
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { PERSONAS } from './personas';

/** The provider over HTTP, with a health answer and the page on which a browser chooses who to be. */
export function createSignInServer(provider: Provider): Server {
  const oidc = provider.callback();
  const { host } = new URL(provider.issuer);
  return createServer((request, response) => {
    // Not read as an address: what is none (`//`) would end the process.
    const [path = '/'] = (request.url ?? '/').split('?');
    // Addresses in answers are the issuer's own, whatever host the caller says this is.
    request.headers.host = host;
    for (const [name, value] of SAFE_HEADERS) response.setHeader(name, value);
    if (path === '/health') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"live"}');
    } else if (path.startsWith('/interaction/')) {
      choose(provider, request, response).catch(() => response.writeHead(400).end('This sign-in has expired. Start again.'));
    } else {
      void oidc(request, response);
    }
  });
}

/** A page elsewhere must not frame this one, nor guess what it is, nor learn where it was come from. */
const SAFE_HEADERS = [
  ['x-frame-options', 'DENY'],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
] as const;

async function choose(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Throws unless this browser is in the middle of a sign-in.
  await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    const chosen = new URLSearchParams(await bodyOf(request)).get('persona');
    const persona = PERSONAS.find(({ name }) => name === chosen);
    await provider.interactionFinished(
      request,
      response,
      persona === undefined ? { error: 'access_denied' } : { login: { accountId: persona.name } },
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page());
}

function page(): string {
  const buttons = PERSONAS.map(({ name, title }) => `<p><button name="persona" value="${name}">${title}</button></p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Development sign-in</title></head>
<body>
<h1>Who do you want to be?</h1>
<p>Development sign-in: everyone here is fictional and nobody is asked for a password.</p>
<form method="post">
${buttons}
</form>
</body>
</html>`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > 1_000) {
      throw new Error('too long');
    }
  }
  return body;
}

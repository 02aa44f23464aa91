import { setTimeout as sleep } from 'node:timers/promises';
import { FormData, request } from 'undici';
import type { DemoFile } from './formats/file';
import type { LoadOptions } from './load';

interface Receipt {
  readonly id: string;
  readonly state: string;
  readonly rows?: { readonly rejected: number };
}

/** Publishes the files of one agency and format as that agency's publisher, and waits until they are stored. */
export async function publishFiles(files: readonly DemoFile[], gatewayUrl: string, token: LoadOptions['token']): Promise<void> {
  const [first] = files;
  if (!first) return;
  const base = `${gatewayUrl}/publish/${first.agency}`;
  const authorization = async (): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await token(`${first.agency}-publisher`)}`,
  });
  const form = new FormData();
  for (const { name, text } of files) form.append('file', new Blob([text]), name);
  const posted = await request(`${base}/${first.format}`, {
    method: 'POST',
    headers: await authorization(),
    body: form,
    headersTimeout: 0,
  });
  let receipt = (await posted.body.json()) as Receipt;
  while (receipt.state !== 'COMPLETE' && receipt.state !== 'ALREADY_PUBLISHED') {
    if (posted.statusCode >= 400 || receipt.state === 'FAILED') {
      throw new Error(`The demonstration's ${first.format} for ${first.agency} was not taken (HTTP ${posted.statusCode})`);
    }
    await sleep(100);
    const polled = await request(`${base}/publications/${receipt.id}`, { headers: await authorization() });
    receipt = (await polled.body.json()) as Receipt;
  }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubClient } from '../tools/publish/hub-client';
import { digestOf, inspectFiles, multipart } from '../tools/publish/upload';
import type { DemoFile } from './formats/file';
import type { TokenOf } from './ask';

/** Publishes the files of one agency and format as `npm run publish` does, and waits until they are stored. */
export async function publishFiles(files: readonly DemoFile[], gatewayUrl: string, token: TokenOf): Promise<void> {
  const [first] = files;
  if (!first) return;
  const { agency, format } = first;
  const folder = await mkdtemp(join(tmpdir(), 'mash-demo-'));
  try {
    const paths = files.map(({ name }) => join(folder, name));
    await Promise.all(files.map(({ text }, index) => writeFile(paths[index] as string, text)));
    const local = await inspectFiles(paths, () => undefined);
    const client = new HubClient({ gatewayUrl, agency, format, token: () => token(`${agency}-publisher`) });
    const digest = digestOf(local);
    const received =
      (await client.findEarlier(digest)) ??
      (await client.upload(
        multipart(local, () => undefined),
        digest,
      ));
    const { state, rows } = await client.waitForEnd(received.id, () => undefined);
    if (state === 'FAILED' || rows.rejected > 0) {
      throw new Error(`The demonstration's ${format} for ${agency} was not taken whole: ${rows.rejected} rows rejected`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

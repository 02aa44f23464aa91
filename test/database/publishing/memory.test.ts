import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReceiptWithProblems } from '../../../common/publishing/receipts';
import { loan } from './support/library';
import { type LibraryProcess, startProcess } from './support/library-process-client';
import { RunningLibrary } from './support/running-library';

const MB = 1024 ** 2;

let library: RunningLibrary;
let service: LibraryProcess;
beforeAll(async () => {
  library = await RunningLibrary.start();
  await library.stop();
  service = await startProcess(library.fresh?.url ?? '', library.spoolDir);
});
afterAll(async () => {
  service.kill();
  await library.database.destroy();
  await library.fresh?.drop();
});

/** A form of one file, made as it is sent: rows of every kind, most of them long. */
function* form(megabytes: number): Generator<Buffer> {
  yield Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="large.ndjson"\r\n\r\n');
  const filler = 'x'.repeat(2_000);
  let rows = 0;
  for (let bytes = 0; bytes < megabytes * MB; ) {
    const text = Array.from({ length: 40 }, () => {
      rows += 1;
      if (rows % 3 === 0) return JSON.stringify({ reject: 'no-title', filler });
      return JSON.stringify({ ...loan(`${megabytes}-${rows}`, `p${rows}`), filler });
    }).join('\n');
    bytes += text.length;
    yield Buffer.from(`${text}\n`);
  }
  yield Buffer.from('\r\n--b--\r\n');
}

async function publish(megabytes: number): Promise<ReceiptWithProblems> {
  const headers = { 'content-type': 'multipart/form-data; boundary=b', 'x-principal': 'LIBRARY publisher' };
  const body = Readable.toWeb(Readable.from(form(megabytes)));
  const answer = await fetch(`${service.address}/publish/lines`, {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  const { id } = (await answer.json()) as { id: string };
  for (;;) {
    const receipt = (await (await fetch(`${service.address}/publications/${id}`, { headers })).json()) as ReceiptWithProblems;
    if (receipt.completedAt !== null) return receipt;
    await sleep(100);
  }
}

test('memory stays flat, whatever the size of the file', async () => {
  await publish(10);
  const small = await service.mostMemory();
  const receipt = await publish(200);
  const large = await service.mostMemory();
  expect(receipt).toMatchObject({ state: 'COMPLETE', files: [{ name: 'large.ndjson' }] });
  expect(receipt.rows.read).toBeGreaterThan(30_000);
  expect(receipt.problems).toHaveLength(1_000);
  expect(receipt.problemTotal).toBe(receipt.rows.rejected);
  expect(large).toBeLessThan(300);
  expect(large - small).toBeLessThan(120);
}, 180_000);

import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../../../tools/local-postgres/databases';
import type { Importer, ImportedRow } from '../../../common/publishing/record';
import { fine, LINES, lines, loan, person } from './support/library';
import { type LibraryProcess, startProcess } from './support/library-process-client';
import { RunningLibrary } from './support/running-library';

/** Corrections, repetitions, rejections and people, over several chunks. */
const FILE = lines(
  ...Array.from({ length: 11_000 }, (_, index) => {
    const who = `p${index % 700}`;
    if (index % 997 === 0) return { reject: 'no-title' };
    if (index % 5 === 0) return person(who, `Family ${index % 4}`);
    if (index % 7 === 0) return fine(`f${index % 900}`, who, '2026-03-01', { amount: index % 3 });
    return loan(`l${index % 8_000}`, who, `Title ${index % 11}`);
  }),
);
const EARLIER = lines(...Array.from({ length: 3_000 }, (_, index) => loan(`l${index}`, `p${index % 700}`, `Title ${index % 2}`)));
const WATCHED = ['p1', 'p2', 'p34', 'p699'];

const libraries: RunningLibrary[] = [];
const libraryWith = async (importers: readonly Importer[] = [LINES]) => {
  const library = await RunningLibrary.start({ importers });
  libraries.push(library);
  await library.watch(...WATCHED);
  await library.publish({ 'earlier.ndjson': EARLIER });
  return library;
};
afterAll(() => Promise.all(libraries.map((library) => library.end())));

let undisturbed: string;
let counts: object;
beforeAll(async () => {
  const library = await libraryWith();
  counts = (await library.publish({ 'a.ndjson': FILE })).rows;
  undisturbed = await library.state();
});

/** The same rows, with a moment's pause now and then so that there is time to disturb it. */
const slowly = (pause: () => Promise<unknown>): Importer => ({
  ...LINES,
  async *read(files, context): AsyncIterable<ImportedRow> {
    let rows = 0;
    for await (const row of LINES.read(files, context)) {
      rows += 1;
      if (rows % 500 === 0) await pause();
      yield row;
    }
  },
});

test('a service stopped after any chunk ends, when started again, as one that was never disturbed', async () => {
  const library = await libraryWith([slowly(() => sleep(15))]);
  const { body } = await library.send({ 'a.ndjson': FILE });
  for (let stops = 0; stops < 4; stops += 1) {
    await sleep(60);
    await library.stop();
    await library.serve();
  }
  expect(await library.ended(body.id)).toMatchObject({ state: 'COMPLETE', rows: counts });
  expect(await library.state()).toBe(undisturbed);
});

test('connections that break at any moment cost nothing', async () => {
  const library = await libraryWith([slowly(() => sleep(5))]);
  const { body } = await library.send({ 'a.ndjson': FILE });
  await withClient(library.fresh?.adminUrl ?? '', async (admin) => {
    for (let cuts = 0; cuts < 8; cuts += 1) {
      await sleep(40);
      await admin.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    }
  });
  expect(await library.ended(body.id)).toMatchObject({ state: 'COMPLETE', rows: counts });
  expect(await library.state()).toBe(undisturbed);
});

test('two services on one database publish a set once', async () => {
  const library = await libraryWith([slowly(() => sleep(10))]);
  const { body } = await library.send({ 'a.ndjson': FILE });
  await sleep(50);
  const other = await RunningLibrary.on({ url: library.fresh?.url ?? '', spoolDir: library.spoolDir });
  expect(await other.ended(body.id)).toMatchObject({ state: 'COMPLETE', rows: counts });
  expect(await library.state()).toBe(undisturbed);
  await other.end();
});

test('rows before a fault of the importer are kept, and the publication says that it failed', async () => {
  const faulty: Importer = {
    ...LINES,
    async *read(files, context) {
      yield* LINES.read(files, context);
      throw new Error('the secret name of Ada');
    },
  };
  const library = await RunningLibrary.start({ importers: [faulty] });
  libraries.push(library);
  const receipt = await library.publish({ 'a.ndjson': lines(loan('l1', 'p1')) });
  expect(receipt).toMatchObject({ state: 'FAILED', rows: { accepted: 1 }, failure: expect.stringContaining('importer') });
  expect(JSON.stringify(receipt)).not.toContain('Ada');
});

describe('a process that is killed', () => {
  const running: LibraryProcess[] = [];
  afterAll(() => Promise.all(running.map((service) => service.kill())));

  test('at random moments ends, with the same command again, as one that was never disturbed', async () => {
    const library = await libraryWith();
    await library.stop();
    const url = library.fresh?.url ?? '';
    const send = async (address: string) => {
      const form = new FormData();
      form.append('file', new Blob([FILE]), 'a.ndjson');
      const answer = await fetch(`${address}/publish/lines`, {
        method: 'POST',
        body: form,
        headers: { 'x-principal': 'LIBRARY publisher' },
      });
      return ((await answer.json()) as { id: string }).id;
    };
    for (let kills = 0; kills < 6; kills += 1) {
      const service = await startProcess(url, library.spoolDir);
      running.push(service);
      const sent = send(service.address).catch(() => undefined);
      await sleep(20 + Math.random() * 350);
      await service.kill();
      await sent;
    }
    await library.serve();
    const { body } = await library.send({ 'a.ndjson': FILE });
    expect(await library.ended(body.id)).toMatchObject({ state: 'COMPLETE', rows: counts });
    expect(await library.state()).toBe(undisturbed);
    expect(await library.spooled()).toEqual([]);
  });
});

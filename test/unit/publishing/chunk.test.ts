import { chunked } from '../../../common/publishing/chunk';
import type { ImportedRow } from '../../../common/publishing/record';

async function* rows(count: number, records = 1, failAt = Number.POSITIVE_INFINITY): AsyncGenerator<ImportedRow> {
  for (let row = 1; row <= count; row += 1) {
    if (row === failAt) throw new Error('fault');
    yield {
      file: 'a',
      row,
      records: Array.from({ length: records }, () => ({ kind: 'k', key: String(row), data: {} })),
      problems: [],
    };
  }
}

async function sizes(chunks: AsyncIterable<ImportedRow[]>): Promise<number[]> {
  const all: number[] = [];
  for await (const chunk of chunks) all.push(chunk.length);
  return all;
}

test('chunks end by count, and the last one is shorter', async () => {
  expect(await sizes(chunked(rows(25), 0, 10))).toEqual([10, 10, 5]);
  expect(await sizes(chunked(rows(0), 0, 10))).toEqual([]);
});

test('rows count by their records, and rows without any count too', async () => {
  expect(await sizes(chunked(rows(6, 5), 0, 10))).toEqual([2, 2, 2]);
  expect(await sizes(chunked(rows(20, 0), 0, 10))).toEqual([10, 10]);
});

test('going on after the rows that are stored gives the chunks that were left', async () => {
  expect(await sizes(chunked(rows(25), 10, 10))).toEqual([10, 5]);
  expect(await sizes(chunked(rows(25), 25, 10))).toEqual([]);
});

test('rows before a failure come first', async () => {
  const seen: number[] = [];
  const reading = async () => {
    for await (const chunk of chunked(rows(25, 1, 14), 0, 10)) seen.push(chunk.length);
  };
  await expect(reading()).rejects.toThrow('fault');
  expect(seen).toEqual([10, 3]);
});

test('a failure of whoever takes the chunks is not a failure of reading', async () => {
  const closed = jest.fn();
  const reading = async () => {
    for await (const chunk of chunked(closing(rows(25), closed), 0, 10)) throw new Error(`storing ${chunk.length}`);
  };
  await expect(reading()).rejects.toThrow('storing 10');
  expect(closed).toHaveBeenCalledTimes(1);
});

async function* closing(source: AsyncGenerator<ImportedRow>, closed: () => void): AsyncGenerator<ImportedRow> {
  try {
    yield* source;
  } finally {
    closed();
  }
}

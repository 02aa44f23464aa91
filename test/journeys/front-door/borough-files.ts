import { makeBorough } from '../../../demo/borough';
import { exportBorough } from '../../../demo/export';
import type { GivenFile } from '../support/publishing';

/** What a small borough's agencies export, by format. */
const given = new Map(
  exportBorough(makeBorough({ children: 12, today: '2026-11-20', seed: 5 })).map((files) => [
    files[0]?.format ?? '',
    {
      agency: files[0]?.agency ?? '',
      format: files[0]?.format ?? '',
      files: files.map(({ name, text: bytes }): GivenFile => ({ name, bytes })),
    },
  ]),
);
export const GOOD = [...given.values()];
export const exportOf = (format: string) => {
  const found = given.get(format);
  if (found === undefined) throw new Error(`The borough exports no ${format}`);
  return found;
};
export const textOf = (format: string): string => String(exportOf(format).files[0]?.bytes);

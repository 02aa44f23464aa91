import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findUnderived, loadDerivedIndicators } from '../../../subgraphs/mash/threshold/policy/derived-indicators';
import { AGENCIES } from '../../../subgraphs/registry';
import { derivedNow, generated } from '../../../tools/derived-indicators';
import { whyNotDerived } from '../../../tools/not-derived';
import { CATALOGUE } from './support';

const names = AGENCIES.map(({ name }) => name);

test("what the hub is told of each agency is what that agency's code derives", () => {
  expect(loadDerivedIndicators('policy/derived-indicators.yaml', names, CATALOGUE)).toEqual(derivedNow(CATALOGUE));
});

test('the generated files are checked in as they should be', () => {
  for (const [path, text] of generated()) expect([path, readFileSync(path, 'utf8') === text]).toEqual([path, true]);
});

test('the documentation names each of the 156 indicators once', () => {
  const page = readFileSync('docs/threshold.md', 'utf8');
  const rows = page.split('\n').flatMap((line) => /^\| .* \| `(\w+)` \|/.exec(line)?.[1] ?? []);
  expect([...rows].sort()).toEqual([...CATALOGUE.keys()].sort());
});

test('each indicator that nobody derives has a reason of its own, and none that is derived', () => {
  const untold = findUnderived(CATALOGUE, derivedNow(CATALOGUE));
  expect([...whyNotDerived(untold).keys()].sort()).toEqual([...untold].sort());
  expect(() => whyNotDerived([...untold, 'missing_first'])).toThrow('no reason for missing_first');
  expect(() => whyNotDerived(untold.slice(1))).toThrow(`a reason for what is derived: ${untold[0]}`);
});

test('an agency that is left out, or an indicator that is unknown, stops the start', () => {
  const dir = mkdtempSync(join(tmpdir(), 'derived-'));
  const load = (agencies: Record<string, string[]>) => {
    writeFileSync(join(dir, 'd.yaml'), JSON.stringify({ agencies }));
    return loadDerivedIndicators(join(dir, 'd.yaml'), ['police', 'health'], CATALOGUE);
  };
  expect(() => load({ police: [] })).toThrow('agencies.health: is missing');
  expect(() => load({ police: ['evil'], health: [] })).toThrow('names evil, which is unknown');
  expect(() => load({ police: [], health: [], navy: [] })).toThrow('agencies.navy: is not a key');
  expect(findUnderived(CATALOGUE, load({ police: ['missing_first'], health: ['fgm_risk'] }))).toHaveLength(154);
  rmSync(dir, { recursive: true });
});

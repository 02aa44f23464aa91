import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDefinition } from '../subgraphs/load-definition';
import { type Catalogue, loadCatalogue } from '../subgraphs/mash/threshold/policy/indicators';
import { AGENCIES } from '../subgraphs/registry';
import { type Command, FLAG, readTyped, runCommand } from './command-line';
import { whyNotDerived } from './not-derived';

const FILE = join('policy', 'derived-indicators.yaml');
const DOCUMENT = join('docs', 'threshold.md');
const [START, END] = ['<!-- derived indicators: generated, do not edit -->', '<!-- end of derived indicators -->'];

type Derived = ReadonlyMap<string, ReadonlySet<string>>;

/** What each agency's code can derive, by registry name. @throws when one derives what the catalogue does not name. */
export function derivedNow(catalogue: Catalogue): Derived {
  const derived = new Map(
    AGENCIES.map(({ name }) => [name as string, new Set(loadDefinition(name).signals.indicators)] as const),
  );
  for (const [name, codes] of derived) {
    const unknown = [...codes].filter((code) => !catalogue.has(code));
    if (unknown.length > 0) throw new Error(`${name} derives what the catalogue does not name: ${unknown.join(', ')}`);
  }
  return derived;
}

/** Text of `policy/derived-indicators.yaml`. */
export function policyText(derived: Derived): string {
  const lists = [...derived].map(
    ([name, codes]) =>
      `  ${name}:\n${[...codes]
        .sort()
        .map((code) => `    - ${code}\n`)
        .join('')}`,
  );
  return [
    "# Which indicators of the catalogue each agency derives from its records. Generated from the agencies' own code by\n",
    '# npm run derived-indicators, so that the hub reads data only. Do not edit.\n',
    'agencies:\n',
    ...lists,
  ].join('');
}

/** The table of `docs/threshold.md`: who derives what, and what nobody does. */
export function tableText(catalogue: Catalogue, derived: Derived): string {
  const by = (code: string): string[] =>
    AGENCIES.filter(({ name }) => derived.get(name)?.has(code)).map(({ name, title }) => `${title} (${fromWhat(name, code)})`);
  const all = [...catalogue.values()].map((indicator) => ({ ...indicator, by: by(indicator.code) }));
  const [told, untold] = [all.filter((one) => one.by.length > 0), all.filter((one) => one.by.length === 0)];
  const reasons = whyNotDerived(untold.map(({ code }) => code));
  const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `${told.length} of the ${all.length} indicators are derived by a connected agency.`,
    '',
    row('Indicator', 'Code', 'Class', 'Level', 'Derived by, from which categories'),
    row('---', '---', '---', '---', '---'),
    ...told.map((one) => row(one.label, `\`${one.code}\``, one.class, String(one.level ?? ''), one.by.join(', '))),
    '',
    `The other ${untold.length} are not derived by anybody: no outcome says anything of them.`,
    '',
    row('Indicator', 'Code', 'Class', 'Level', 'Why not'),
    row('---', '---', '---', '---', '---'),
    ...untold.map((one) => row(one.label, `\`${one.code}\``, one.class, String(one.level ?? ''), reasons.get(one.code) ?? '')),
  ].join('\n');
}

const fromWhat = (name: (typeof AGENCIES)[number]['name'], code: string): string =>
  (loadDefinition(name).signals.categories?.get(code) ?? []).map((category) => category.replaceAll('_', ' ')).join(', ');

/** The generated files as they should be now, by path. */
export function generated(): Map<string, string> {
  const catalogue = loadCatalogue(join('policy', 'indicators.yaml'));
  const derived = derivedNow(catalogue);
  const [before, , after] = partsOf(readFileSync(DOCUMENT, 'utf8'));
  const page = `${before}${START}\n${tableText(catalogue, derived)}\n${END}${after}`;
  return new Map([
    [FILE, policyText(derived)],
    [DOCUMENT, page],
  ]);
}

function partsOf(text: string): [string, string, string] {
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${DOCUMENT} has lost the marks around its generated table`);
  return [text.slice(0, from), text.slice(from, to), text.slice(to + END.length)];
}

const USAGE =
  'Usage: npm run derived-indicators -- [--check], which writes the two files, or names those that are not as they should be';

function main(argv: readonly string[]): number {
  const { check = false } = readTyped({ argv, options: { check: FLAG }, usage: USAGE, atMost: 0 }).values;
  let differ = 0;
  for (const [path, text] of generated()) {
    const same = existsSync(path) && readFileSync(path, 'utf8') === text;
    if (!check) {
      if (!same) writeFileSync(path, text);
      process.stdout.write(`${path}\n`);
    } else if (!same) {
      process.stderr.write(`${path} is not what the agencies derive: run npm run derived-indicators\n`);
      differ += 1;
    }
  }
  return differ === 0 ? 0 : 1;
}

export const command: Command = { usage: USAGE, run: main, known: [Error] };
runCommand(module, command);

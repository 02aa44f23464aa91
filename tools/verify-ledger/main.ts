import { verifyLedger } from './verify';

/**
 * The independent verifier: `node verify-ledger/main.js <folder>`. This folder of scripts imports nothing but Node.js itself, so it
 * can be read in an hour, copied, and run by somebody who trusts neither the hub nor whoever wrote it.
 */
async function main([folder, ...more]: readonly string[]): Promise<number> {
  if (folder === undefined || folder.startsWith('-') || more.length > 0) {
    process.stderr.write('Usage: node main.js <folder of an exported ledger>\n');
    return 2;
  }
  const began = performance.now();
  const { codes, lines, entries, unsealed, checkpoints, cosignatures, notReleased } = await verifyLedger(folder);
  const seconds = (performance.now() - began) / 1_000;
  process.stdout.write(
    `${[
      `${entries} entries, ${unsealed} not sealed yet, ${checkpoints} checkpoints, ${cosignatures} cosignatures; ${seconds.toFixed(1)} s`,
      ...(notReleased > 0 ? [`${notReleased} disclosures came too late or were not believed, and were not released`] : []),
      ...lines,
      codes.length === 0 ? 'The ledger is whole.' : 'THE LEDGER IS NOT WHOLE.',
    ].join('\n')}\n`,
  );
  return codes.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`The export cannot be read: ${error instanceof Error ? error.message : 'unknown'}\n`);
    process.exit(2);
  },
);

// Adds up jest's summaries. A suite that failed is run again by itself (`<name>-again.json`), and its second result counts: on a
// shared machine a time limit can be missed once. What fails twice has failed.
//   node .ci/tally.js again <summary.json>     prints the failed suites, one on each line
//   node .ci/tally.js total <summary.json>...  prints "N passed, N failed"; exit code 1 when any failed or none ran
const { existsSync, readFileSync } = require('node:fs');

const [what, ...files] = process.argv.slice(2);
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
const hasFailed = (suite) => suite.status === 'failed';

if (what === 'again') {
  const failed = (read(files[0])?.testResults ?? []).filter(hasFailed).map(({ name }) => name);
  if (failed.length > 0) process.stdout.write(`${failed.join('\n')}\n`);
} else {
  let [passed, failed] = [0, 0];
  for (const file of files) {
    const first = read(file);
    if (first === undefined) continue;
    const again = new Map((read(file.replace('.json', '-again.json'))?.testResults ?? []).map((suite) => [suite.name, suite]));
    for (const suite of first.testResults.map((one) => again.get(one.name) ?? one)) {
      const results = suite.assertionResults.map(({ status }) => status);
      passed += results.filter((status) => status === 'passed').length;
      // A suite that could not even be loaded ran no test, and must count.
      failed += Math.max(results.filter((status) => status === 'failed').length, hasFailed(suite) ? 1 : 0);
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

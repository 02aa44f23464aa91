import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from '../../../subgraphs/education';
import { startAgencyUnderTest } from '../../support/agency-caller';
import { withClient } from '../../../tools/local-postgres/databases';
import { openRetention } from './support/retention';
const A = readFileSync(join(__dirname, '../../../policy/agreements/education.yaml'), 'utf8');
test('scale', async () => {
  const under = await startAgencyUnderTest(definition, A);
  const open = await openRetention(under, definition, A);
  const pub = '7a6b0f3e-5d0c-4f5e-9a53-0d6d2f1d2c11';
  await withClient(under.database.migratorUrl, async (c) => {
    const fixed = "gen_random_uuid(), 'k'||i||'-'||";
    await c.query(`insert into agency_person (id, record_key, person_id, digest, publication_id, source_file, source_row, known_from, life_stage, names, addresses, date_of_birth)
      select gen_random_uuid(), 'p'||i, 'p'||i, 'd', '${pub}', 'f', 1, '2012-01-01', 'CHILD', '[]', '[]', date '1985-01-01' + i from generate_series(1,10000) i`);
    await c.query(`insert into attendance_sessions (id, record_key, person_id, digest, publication_id, source_file, source_row, known_from, academic_year, term, code, sessions)
      select gen_random_uuid(), 'k'||i, 'p'||(1 + i % 10000), 'd', '${pub}', 'f', 1, case when i % 10000 < 5000 then timestamptz '2012-01-01' else '2025-01-01' end, '2010/11', 'AUTUMN', '/', 3 from generate_series(1,300000) i`);
    await c.query(`insert into exclusion (id, record_key, person_id, digest, publication_id, source_file, source_row, known_from, category, started_on, reasons)
      select gen_random_uuid(), 'k'||i, 'p'||i, 'd', '${pub}', 'f', 1, '2012-01-01', 'SUSPENSION', '2011-05-05', '{}' from generate_series(1,10000) i`);
    await c.query(`insert into watch (person, signals_digest) select 'p'||i, '' from generate_series(1,300) i`);
    await c.query('analyze');
  });
  let t = Date.now();
  const r = await open.retention.report();
  process.stderr.write(`report ${Date.now() - t} ms ${JSON.stringify(r.kinds.filter((k) => k.records > 0).map(({ kind, due, needed }) => ({ kind, due, needed })))}\n`);
  const eraser = (open.retention as unknown as { eraser: { erase(...a: unknown[]): Promise<number> } }).eraser;
  const inner = eraser.erase.bind(eraser); const times: number[] = [];
  eraser.erase = async (...a) => { const b = Date.now(); const n = await inner(...a); times.push(Date.now() - b); return n; };
  t = Date.now();
  const d = await open.retention.apply();
  times.sort((a, b) => a - b);
  process.stderr.write(`apply ${Date.now() - t} ms ${d.total}; chunks ${times.length} p50 ${times[times.length >> 1]} p95 ${times[Math.floor(times.length * 0.95)]} max ${times.at(-1)}\n`);
  await open.close(); await under.close();
}, 300000);

import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Log } from '../../../../common/logger';
import type { HubSetup } from '../../access/hub-context';
import { findCases } from '../../cases/case-store';
import { sweepShown } from '../../decisions/shown-assessments';
import { findHouseholds } from '../../network/household';
import { noteCrossings, withdrawMail } from '../../notices/note-crossings';
import type { Running } from '../../signals/feed-puller';
import { findFeedStatus } from '../../signals/feed-status';
import { basisOf, findRoleSets } from './basis';
import { casesAround, casesBehind, takeDue } from './due';
import { dropAdvice, storeAdvice } from './store';
import { workOut } from './work-out';

export interface KeeperOptions {
  readonly setup: HubSetup;
  readonly log: Log;
  /** Marks of one round; 500 unless told. */
  readonly marks?: number;
  /** Cases of one round; 200 unless told. A round is one short transaction. */
  readonly cases?: number;
  /** Pause when there is nothing to do; 250 unless told. */
  readonly idleMs?: number;
}

/**
 * One round: takes what is due, works it out and keeps it, in one transaction, so that a crash loses nothing and does nothing
 * twice.
 *
 * @returns how many cases were worked out.
 */
export function keepAdvice({ setup, marks = 500, cases = 200 }: KeeperOptions): Promise<number> {
  const { database, clock } = setup;
  return database.transaction(async (tx) => {
    // One keeper at a time: two would each write the history of the same change.
    await tx.query("select pg_advisory_xact_lock(hashtext('mash threshold'))");
    const now = clock();
    const [feeds, roleSets] = [await findFeedStatus(database), await findRoleSets(database, now)];
    const basis = basisOf(setup, feeds, roleSets, now);
    // Before the first case is opened, a whole borough is published of whom nobody asks.
    const isIdle = !(await hasOpenCases(tx));
    const due = await takeDue(tx, isIdle ? MARKS_OF_NOBODY : marks);
    const around = isIdle ? [] : await casesAround(await withHouseholds(due.people, setup), tx);
    const wanted = new Set([...due.cases, ...around]);
    for (const id of await casesBehind(basis, Math.max(0, cases - wanted.size), tx)) wanted.add(id);
    if (wanted.size === 0) return 0;
    const rows = [...(await findCases([...wanted], database)).values()];
    const closed = rows.filter(({ status }) => status !== 'OPEN');
    const open = rows.filter(({ status }) => status === 'OPEN');
    const over = closed.map(({ id }) => id);
    await dropAdvice(tx, over);
    await withdrawMail(tx, over);
    for (let at = 0; at < open.length; at += cases) {
      const worked = await workOut(open.slice(at, at + cases), { setup, feeds, roleSets, now });
      await noteCrossings(tx, await storeAdvice(tx, worked, basis, now), setup, now);
    }
    return rows.length;
  });
}

const MARKS_OF_NOBODY = 50_000;

async function hasOpenCases(tx: EntityManager): Promise<boolean> {
  const [row]: { found: boolean }[] = await tx.query(`select exists (select from "case" where status = 'OPEN') as found`);
  return row?.found === true;
}

/** Whoever moved in with somebody is found by where they live now; whoever moved out, by the circle that was kept. */
async function withHouseholds(people: readonly string[], { database }: HubSetup): Promise<string[]> {
  if (people.length === 0) return [];
  const households = await findHouseholds(people, database);
  return [...new Set([...people, ...[...households.values()].flatMap((members) => members.map(({ person }) => person))])];
}

/** Once at start: the model and the catalogue that advise from now on, so that whatever they advise can be replayed. */
export async function keepSources({ database, thresholds }: Pick<HubSetup, 'database' | 'thresholds'>): Promise<void> {
  const { adopted, catalogueFile } = thresholds;
  const files = [
    ...adopted.map(({ model, text }) => ({
      sha256: model.sha256,
      kind: 'MODEL',
      name: `${model.id}-${model.version}.yaml`,
      content: text,
    })),
    { sha256: catalogueFile.sha256, kind: 'CATALOGUE', name: 'indicators.yaml', content: catalogueFile.text },
  ];
  await database.query(
    `insert into threshold_source (sha256, kind, name, content)
     select sha256, kind, name, content from jsonb_to_recordset($1::jsonb) as said (sha256 text, kind text, name text, content text)
     on conflict do nothing`,
    [JSON.stringify(files)],
  );
}

const SWEEP_EVERY_MS = 3_600_000;

/** Keeps the advice of every open case in step with what is known, until stopped. */
export function runKeeper(options: KeeperOptions): Running {
  const { setup, log, idleMs = 250 } = options;
  const stopping = new AbortController();
  let swept = 0;
  const round = async (): Promise<number> => {
    if (Date.now() - swept > SWEEP_EVERY_MS) {
      await setup.database.transaction((tx: EntityManager) => sweepShown(tx, setup.clock()));
      swept = Date.now();
    }
    return keepAdvice(options);
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      let done = 0;
      try {
        done = await round();
      } catch (error) {
        log.warn('ADVICE_NOT_KEPT', {}, error);
      }
      if (done === 0) await sleep(idleMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { FamilyStory } from './borough';
import { listedOperation } from '../tools/operations';
import { childrenOf, type TruePerson } from './people/family';
import type { Ask } from './ask';

/** The child to look at first, and the case through which to. */
export interface LoadedBorough {
  readonly childId: string;
  readonly caseId: string;
}

/** Teams that work on a case of each purpose; agency leads sit in the MASH. */
const TEAMS: Readonly<Record<string, readonly string[]>> = {
  EARLY_HELP: ['early-help', 'agency-leads', 'front-door'],
  CHILD_IN_NEED: ['agency-leads', 'decision-makers', 'front-door'],
  SECTION_47: ['agency-leads', 'decision-makers', 'front-door', 'early-help', 'audit'],
  LOOKED_AFTER: ['agency-leads', 'decision-makers'],
};

/** The hub learns of people from the agencies' feeds, a moment after they published. */
const KNOWN_WITHIN_MS = 60_000;

/** The case of each child who has one: a load that was interrupted goes on where it stopped. */
export async function openedCases(ask: Ask): Promise<Map<string, string>> {
  const opened = new Map<string, string>();
  let after: string | null = null;
  do {
    const { cases }: { cases: CasePage } = await ask<{ cases: CasePage }>('mash-analyst', listedOperation('cases'), {
      first: 50,
      after,
    });
    for (const { node } of cases.edges) for (const subject of node.subjects ?? []) opened.set(subject.id, node.id);
    after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
  } while (after !== null);
  return opened;
}

interface CasePage {
  readonly edges: readonly {
    readonly node: { readonly id: string; readonly subjects: readonly { readonly id: string }[] | null };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Opens the case a MASH would have on this family, unless it has one, and assigns it. */
export async function openCase(
  { family, story }: FamilyStory,
  opened: ReadonlyMap<string, string>,
  ask: Ask,
): Promise<LoadedBorough> {
  if (!story.case) throw new Error(`The story ${story.name} has no case`);
  const { purpose, basis, level, reason } = story.case;
  const subjects: string[] = [];
  for (const child of childrenOf(family)) subjects.push(await findChild(child, ask));
  const [first = ''] = subjects;
  const caseId =
    opened.get(first) ?? (await submit({ subjects, purpose, basis, level, reason, team: 'mash', ...consentAt(level) }, ask));
  // Assigning twice changes nothing, so a case that was opened and not yet assigned is made whole too.
  for (const team of TEAMS[purpose] ?? []) {
    await ask('mash-analyst', listedOperation('assign-case'), { caseId, team });
  }
  return { childId: first, caseId };
}

/** At level 4 it is always said what became of asking the family. */
const consentAt = (level: number): { consent?: string; consentReason?: string } =>
  level === 4 ? { consent: 'NOT_SOUGHT', consentReason: 'Asking first could put the child at further risk' } : {};

async function submit(input: Record<string, unknown>, ask: Ask): Promise<string> {
  const { submitContact } = await ask<{ submitContact: { id: string } }>('mash-analyst', listedOperation('submit-contact'), {
    input,
  });
  return submitContact.id;
}

/** Found as the front door would: by NHS number, or by the expected date of birth. */
async function findChild(child: TruePerson, ask: Ask): Promise<string> {
  const search = child.nhsNumber ? { nhsNumber: child.nhsNumber } : { dateOfBirth: child.expectedDate };
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    const { findChildren } = await ask<{ findChildren: { id: string }[] }>('mash-analyst', listedOperation('find-children'), {
      search,
      purpose: 'SCREENING',
    });
    const [match] = findChildren;
    if (match) return match.id;
    if (Date.now() > deadline) throw new Error('A child of the demonstration borough did not reach the hub through the feeds');
    await sleep(250);
  }
}

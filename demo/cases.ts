import { setTimeout as sleep } from 'node:timers/promises';
import type { FamilyStory } from './borough';
import { childrenOf, type TruePerson } from './people/family';
import type { Ask, LoadedBorough } from './load';

/** Teams that work on a case of each purpose; agency leads sit in the MASH. */
const TEAMS: Readonly<Record<string, readonly string[]>> = {
  EARLY_HELP: ['early-help', 'agency-leads', 'front-door'],
  CHILD_IN_NEED: ['agency-leads', 'decision-makers', 'front-door'],
  SECTION_47: ['agency-leads', 'decision-makers', 'front-door', 'early-help', 'audit'],
  LOOKED_AFTER: ['agency-leads', 'decision-makers'],
};

/** The hub learns of people from the agencies' feeds, a moment after they published. */
const KNOWN_WITHIN_MS = 60_000;

/** Opens the case a MASH would have on this family, and assigns it. */
export async function openCase({ family, story }: FamilyStory, ask: Ask): Promise<LoadedBorough> {
  if (!story.case) throw new Error(`The story ${story.name} has no case`);
  const { purpose, basis, level, reason } = story.case;
  const subjects: string[] = [];
  for (const child of childrenOf(family)) subjects.push(await findChild(child, ask));
  const { submitContact } = await ask<{ submitContact: { id: string } }>(
    'mash-analyst',
    `mutation DemonstrationContact($input: ContactInput!) { submitContact(input: $input) { id } }`,
    { input: { subjects, purpose, basis, level, reason, team: 'mash' } },
  );
  for (const team of TEAMS[purpose] ?? []) {
    await ask(
      'mash-analyst',
      `mutation DemonstrationTeam($caseId: ID!, $team: String!) { assignCase(caseId: $caseId, team: $team) { id } }`,
      {
        caseId: submitContact.id,
        team,
      },
    );
  }
  return { childId: subjects[0] ?? '', caseId: submitContact.id };
}

/** Found as the front door would: by NHS number, or by the expected date of birth. */
async function findChild(child: TruePerson, ask: Ask): Promise<string> {
  const search = child.nhsNumber ? { nhsNumber: child.nhsNumber } : { dateOfBirth: child.expectedDate };
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    const { findChildren } = await ask<{ findChildren: { id: string }[] }>(
      'mash-analyst',
      `query DemonstrationSearch($search: PersonSearch!) { findChildren(search: $search, purpose: SCREENING) { id } }`,
      { search },
    );
    const [match] = findChildren;
    if (match) return match.id;
    if (Date.now() > deadline) throw new Error('A child of the demonstration borough did not reach the hub through the feeds');
    await sleep(250);
  }
}

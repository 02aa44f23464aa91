import type { Borough } from './borough';
import { heldBy } from './held';
import type { TruePerson } from './people/family';
import type { AgencyFacts } from './stories/story';

/** One true person and the ids under which the agencies hold them: what a test may know and no agency does. */
export interface Truth {
  readonly person: TruePerson;
  readonly family: string;
  readonly story: string;
  readonly heldAs: Readonly<Partial<Record<AgencyFacts, string>>>;
}

/** Kept aside for tests; never published. */
export function truthOf(borough: Borough): Truth[] {
  const agencies = (['police', 'health', 'education', 'socialCare'] as const).map(
    (agency) => [agency, heldBy(agency, borough)] as const,
  );
  return borough.families.flatMap(({ family, story }) =>
    family.people.map((person) => ({
      person,
      family: family.id,
      story: story.name,
      heldAs: Object.fromEntries(
        agencies.flatMap(([agency, held]) => (held.has(person.id) ? [[agency, held.get(person.id)?.id]] : [])),
      ),
    })),
  );
}

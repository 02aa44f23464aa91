import { FamilyMaker } from './people/family-maker';
import { childrenOf, adultsOf, type Family } from './people/family';
import { IdentifierMint } from './people/identifiers';
import { Random } from './random';
import { domesticAbuse } from './stories/domestic-abuse';
import { injuredInfant, neglect, unborn } from './stories/early-years';
import { exploitation } from './stories/exploitation';
import { ordinary } from './stories/ordinary';
import { earlyHelp, fled, lookedAfter, oneAgency, twins } from './stories/others';
import { closedEachTime, fiveVisits } from './stories/patterns';
import { noFacts, type Story, type StoryFacts } from './stories/story';

/** A fictional borough: true families, and what happened to them, before any agency writes it down. */
export interface Borough {
  readonly today: string;
  readonly families: readonly FamilyStory[];
}

export interface FamilyStory {
  readonly family: Family;
  readonly story: Story;
  readonly facts: StoryFacts;
}

const STORIES: readonly Story[] = [
  domesticAbuse,
  exploitation,
  injuredInfant,
  unborn,
  neglect,
  fled,
  twins,
  earlyHelp,
  lookedAfter,
  oneAgency,
  fiveVisits,
  closedEachTime,
];

/** Share of the families about whom somebody has something to tell. */
const TOLD = 0.35;

/** The family of the first query that a new user pastes; her names are fixed so that documents can speak of her. */
const FIRST = { family: 'Hartley', child: 'Amelia', childSex: 'F' } as const;

/** Makes a borough of about so many children. The same seed and day give the same borough, to the letter. */
export function makeBorough(options: { readonly children: number; readonly today: string; readonly seed?: number }): Borough {
  const { children, today } = options;
  const random = new Random(options.seed ?? 889);
  const maker = new FamilyMaker(random, new IdentifierMint(), today);
  const families: FamilyStory[] = [];
  let made = 0;
  const add = (story: Story, names?: typeof FIRST): void => {
    const family = maker.make({ ...story.wish(random, today), story: story.name, ...(names ? { names } : {}) });
    const facts = noFacts();
    const [mother] = adultsOf(family);
    if (!mother) throw new Error('Every family of the borough has a mother');
    const father = family.people.find(({ id }) => id.endsWith('-A2'));
    const stepFather = family.people.find(({ id }) => id.endsWith('-A3'));
    story.tell({ family, children: childrenOf(family), mother, father, stepFather, random, today }, facts);
    families.push({ family, story, facts });
    made += childrenOf(family).length;
  };
  add(domesticAbuse, FIRST);
  // Every story is told at least once, however small the borough.
  for (const story of STORIES) if (story !== domesticAbuse) add(story);
  const weighted = STORIES.flatMap((story) => Array.from({ length: story.weight }, () => story));
  while (made < children) add(random.chance(TOLD) ? random.pick(weighted) : ordinary);
  return { today, families };
}

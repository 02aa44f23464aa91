import { addDays, daysBefore, yearsBefore } from '../calendar';
import type { Random } from '../random';
import type { Family, TrueAddress, TruePerson, TrueRelationship } from './family';
import type { IdentifierMint } from './identifiers';
import { BOYS, DISTRICTS, FAMILIES, GIRLS, MEN, STREETS, WOMEN } from './names';

/** What a story wants of a family; everything else is left to chance. */
export interface FamilyWish {
  readonly story: string;
  /** Ages in years, in order; twins are two equal ages with `twins`. */
  readonly ages: readonly number[];
  readonly twins?: boolean;
  /** Expected date of a child not yet born. */
  readonly unborn?: string;
  /** A father who lives elsewhere, and the mother's partner who lives in. */
  readonly stepFather?: boolean;
  readonly father?: boolean;
  /** The youngest child is the step-father's and carries his name. */
  readonly halfSibling?: boolean;
  /** Mother and children fled; the father stayed at the old address. */
  readonly fled?: boolean;
  readonly names?: { readonly family: string; readonly child: string; readonly childSex: 'M' | 'F' };
}

/** The ethnic make-up of the borough, roughly, in DfE codes. */
const ETHNICITIES = ['WBRI', 'WBRI', 'WBRI', 'WBRI', 'AIND', 'APKN', 'APKN', 'MWAS', 'BAFR', 'WOTH'] as const;

/** Makes true families: people, their identifiers, where they lived, and how they are related. */
export class FamilyMaker {
  private made = 0;

  constructor(
    private readonly random: Random,
    private readonly mint: IdentifierMint,
    private readonly today: string,
  ) {}

  make(wish: FamilyWish): Family {
    const { random } = this;
    this.made += 1;
    const id = `F${String(this.made).padStart(4, '0')}`;
    const family = wish.names?.family ?? random.pick(FAMILIES);
    const ethnicity = random.pick(ETHNICITIES);
    const movedIn = daysBefore(this.today, random.whole(200, 2_500));
    const former =
      random.chance(0.4) || wish.fled ? this.address(daysBefore(movedIn, random.whole(400, 1_500)), movedIn) : undefined;
    const home = this.address(movedIn);
    const homes = former ? [former, home] : [home];
    const hidden = wish.fled ?? false;

    const mother = this.adult(`${id}-A1`, 'F', family, ethnicity, homes, {
      hidden,
      formerFamily: random.chance(0.3) ? random.pick(FAMILIES) : undefined,
    });
    const people: TruePerson[] = [mother];
    const relationships: TrueRelationship[] = [];
    const father =
      wish.father || wish.fled || (!wish.stepFather && random.chance(0.6))
        ? this.adult(`${id}-A2`, 'M', family, ethnicity, wish.fled && former ? [{ ...former, to: undefined }] : homes)
        : undefined;
    const stepFather = wish.stepFather
      ? this.adult(`${id}-A3`, 'M', random.pick(FAMILIES.filter((name) => name !== family)), ethnicity, [
          { ...home, from: addDays(movedIn, 90) },
        ])
      : undefined;
    for (const adult of [father, stepFather]) if (adult) people.push(adult);
    if (stepFather) relationships.push({ person: stepFather.id, type: 'LIVES_WITH', of: mother.id });

    const twinBirthday = yearsBefore(daysBefore(this.today, random.whole(20, 340)), wish.ages[0] ?? 0);
    const children = wish.ages.map((age, index) => {
      const last = index === wish.ages.length - 1;
      const half = (wish.halfSibling ?? false) && last && index > 0 && stepFather !== undefined;
      const sex = index === 0 && wish.names ? wish.names.childSex : random.pick(['M', 'F'] as const);
      const given = index === 0 && wish.names ? wish.names.child : random.pick(sex === 'F' ? GIRLS : BOYS);
      const dateOfBirth = wish.twins ? twinBirthday : yearsBefore(daysBefore(this.today, random.whole(20, 340)), age);
      const child = this.child(`${id}-C${index + 1}`, {
        given,
        sex,
        family: half ? (stepFather?.family ?? family) : family,
        dateOfBirth,
        ethnicity,
        hidden,
        homes,
      });
      relationships.push({ person: mother.id, type: 'PARENT', of: child.id });
      if (half && stepFather) relationships.push({ person: stepFather.id, type: 'PARENT', of: child.id });
      else {
        if (father) relationships.push({ person: father.id, type: 'PARENT', of: child.id });
        if (stepFather) relationships.push({ person: stepFather.id, type: 'STEP_PARENT', of: child.id });
      }
      return child;
    });
    for (const [index, child] of children.entries()) {
      for (const other of children.slice(index + 1)) relationships.push({ person: child.id, type: 'SIBLING', of: other.id });
    }
    people.push(...children);
    if (wish.unborn) {
      people.push({
        id: `${id}-U1`,
        stage: 'UNBORN',
        given: '',
        family,
        sex: 'F',
        expectedDate: wish.unborn,
        ethnicity,
        addresses: [],
        hidden: false,
      });
      relationships.push({ person: mother.id, type: 'PARENT', of: `${id}-U1` });
    }
    return { id, story: wish.story, people, relationships };
  }

  private adult(
    id: string,
    sex: 'M' | 'F',
    family: string,
    ethnicity: string,
    addresses: readonly TrueAddress[],
    more: { hidden?: boolean; formerFamily?: string } = {},
  ): TruePerson {
    const { random } = this;
    return {
      id,
      stage: 'ADULT',
      given: random.pick(sex === 'F' ? WOMEN : MEN),
      family,
      formerFamily: more.formerFamily,
      sex,
      dateOfBirth: yearsBefore(daysBefore(this.today, random.whole(1, 364)), random.whole(24, 44)),
      nhsNumber: this.mint.nhsNumber(),
      ethnicity,
      addresses,
      hidden: more.hidden ?? false,
    };
  }

  private child(
    id: string,
    child: {
      given: string;
      family: string;
      sex: 'M' | 'F';
      dateOfBirth: string;
      ethnicity: string;
      hidden: boolean;
      homes: readonly TrueAddress[];
    },
  ): TruePerson {
    const { homes, ...rest } = child;
    const addresses = homes.filter(({ to }) => to === undefined || to > child.dateOfBirth);
    const ofSchoolAge = child.dateOfBirth <= yearsBefore(this.today, 4);
    return {
      id,
      stage: 'CHILD',
      ...rest,
      addresses,
      nhsNumber: this.mint.nhsNumber(),
      ...(ofSchoolAge ? { upn: this.mint.uniquePupilNumber() } : {}),
    };
  }

  private address(from: string, to?: string): TrueAddress {
    const { random } = this;
    const letters = 'ABDEFGHJLNPQRSTUWXYZ';
    const inward = `${random.whole(1, 9)}${random.pick([...letters])}${random.pick([...letters])}`;
    return {
      line: `${random.whole(1, 180)} ${random.pick(STREETS)}`,
      town: 'Blackburn',
      postcode: `${random.pick(DISTRICTS)} ${inward}`,
      from,
      ...(to ? { to } : {}),
    };
  }
}

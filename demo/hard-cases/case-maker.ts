import type { Address, Person } from '../../matching';
import { IdentifierMint } from '../people/identifiers';
import { DISTRICTS, STREETS } from '../people/names';
import type { Random } from '../random';
import type { HardRecord } from './hard-case';
import { FAMILY_NAMES, GIVEN_NAMES } from './names';

export interface TrueChild {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly dateOfBirth: string;
  readonly sex: 'M' | 'F';
  readonly address: Address;
  readonly nhsNumber: string;
}

/** Share of the records that have the NHS number; that leave a field empty; that have a slip in a name or date. */
const WITH_NUMBER = 0.4;
const EMPTY = 0.1;
const SLIP = 0.12;

/** Makes true children, and the records that agencies keep of them. */
export class CaseMaker {
  private made = 0;
  private readonly mint = new IdentifierMint();

  constructor(private readonly random: Random) {}

  child(known: Partial<TrueChild> = {}): TrueChild {
    this.made += 1;
    return {
      given: this.given(),
      family: this.family(),
      dateOfBirth: this.date(2008, 2024),
      sex: this.random.pick(['M', 'F'] as const),
      address: this.address(),
      nhsNumber: this.nhsNumber(),
      ...known,
      id: `H${this.made}`,
    };
  }

  /** One agency's record of the child; `known` says what this agency holds in place of the truth. */
  record(child: TrueChild, known: Partial<Person> = {}): HardRecord {
    const { random } = this;
    const given = random.chance(SLIP) ? this.slip(child.given) : child.given;
    const family = random.chance(SLIP / 2) ? this.slip(child.family) : child.family;
    const person: Person = {
      names: [{ given: [given], family }],
      addresses: random.chance(EMPTY) ? [] : [child.address],
      ...(random.chance(EMPTY / 2)
        ? {}
        : { dateOfBirth: random.chance(SLIP / 3) ? this.slipInDate(child.dateOfBirth) : child.dateOfBirth }),
      ...(random.chance(EMPTY) ? {} : { sex: child.sex }),
      ...(random.chance(WITH_NUMBER) ? { nhsNumber: child.nhsNumber } : {}),
      ...known,
    };
    return { person, truth: child.id };
  }

  given = (): string => this.random.pick(GIVEN_NAMES);
  /** Nobody gives two children of theirs one name. */
  otherGiven(taken: string): string {
    for (;;) {
      const given = this.given();
      if (given !== taken) return given;
    }
  }

  family = (): string => this.random.pick(FAMILY_NAMES);
  nhsNumber = (): string => this.mint.nhsNumber();

  date(from: number, to: number): string {
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${this.random.whole(from, to)}-${two(this.random.whole(1, 12))}-${two(this.random.whole(1, 28))}`;
  }

  address(): Address {
    const { random } = this;
    const letter = (): string => random.pick([...'ABDEFGHJLNPQRSTUWXYZ']);
    return {
      lines: [`${random.whole(1, 180)} ${random.pick(STREETS)}`, 'Blackburn'],
      postcode: `${random.pick(DISTRICTS)} ${random.whole(1, 9)}${letter()}${letter()}`,
    };
  }

  private slip(name: string): string {
    const at = this.random.whole(1, Math.max(1, name.length - 2));
    return this.random.pick([
      name.slice(0, at) + name.slice(at + 1),
      name.slice(0, at) + name.charAt(at) + name.slice(at),
      name.slice(0, at) + this.random.pick([...'aeinrst']) + name.slice(at + 1),
    ]);
  }

  private slipInDate(date: string): string {
    const digit = (Number(date.at(-1)) + 1) % 10;
    return `${date.slice(0, -1)}${digit === 0 ? 1 : digit}`;
  }
}

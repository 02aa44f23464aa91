import { isValidNhsNumber, isValidUpn } from '../../common/identifiers';

const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
/** DfE number of the authority that issues the borough's UPNs (Blackburn with Darwen). */
const AUTHORITY = '889';

/** Numbers that look real and belong to nobody: NHS numbers from the 999 range, which is never issued; UPNs with a true check letter. */
export class IdentifierMint {
  private nhs = 999_000_000;
  private upn = 26_000_000;

  nhsNumber(): string {
    for (;;) {
      this.nhs += 7;
      const number = [...Array(10).keys()].map((check) => `${this.nhs}${check}`).find(isValidNhsNumber);
      if (number !== undefined) return number;
    }
  }

  uniquePupilNumber(): string {
    this.upn += 13;
    const body = `${AUTHORITY}${this.upn}0`;
    const upn = [...UPN_LETTERS].map((letter) => `${letter}${body}`).find(isValidUpn);
    if (upn === undefined) throw new Error('Every UPN body has a check letter');
    return upn;
  }
}

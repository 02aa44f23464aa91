import type { Grant, Principal, View } from '../../../common/access/subject';
import { openView, signGrant, signView, type VerifiedTokens } from '../../../common/tokens/case-tokens';
import type { KeySet } from '../../../common/tokens/key-set';
import type { SigningKey } from '../../../common/tokens/keys';

/** Signs and opens what travels in the federation's key, for one request. */
export class ViewTokens {
  readonly #verified: VerifiedTokens = new Map();

  constructor(
    private readonly key: SigningKey,
    private readonly keys: KeySet,
    private readonly now: () => Date,
  ) {}

  signView(view: View): Promise<string> {
    return signView(this.key, view, this.now());
  }

  signGrant(grant: Grant): Promise<string> {
    return signGrant(this.key, grant, this.now());
  }

  /** The view, if it holds for this principal, this request and this person; undefined whatever is wrong with it. */
  verifyView(token: string, { person, principal }: { person: string; principal: Principal }): Promise<View | undefined> {
    return openView(token, person, { keys: this.keys, audience: 'mash', principal, now: this.now(), verified: this.#verified });
  }
}

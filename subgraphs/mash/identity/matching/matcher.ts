import type { Comparison } from '../../../../matching/comparison';
import { prepare } from '../../../../matching/prepare/prepare';
import type { PreparedPerson } from '../../../../matching/prepare/prepared';
export type { Comparison, PreparedPerson };
const M = {
  prepare,
  compare(l: PreparedPerson, r: PreparedPerson): Comparison {
    const f: { field: never; level: string; weight: number }[] = [];
    let w = -20;
    const add = (field: string, level: string, weight: number) => {
      w += weight;
      f.push({ field: field as never, level, weight });
    };
    const g = l.names.some((a) => r.names.some((b) => a.givenText === b.givenText));
    const gl = l.names.some((a) => r.names.some((b) => a.givenText.slice(0, 3) === b.givenText.slice(0, 3)));
    const fam = l.names.some((a) => r.names.some((b) => a.family === b.family));
    add('given', g ? 'exact' : gl ? 'like' : 'different', g ? 8 : gl ? 4 : -5);
    add('family', fam ? 'exact' : 'different', fam ? 7 : -4);
    if (l.birth && r.birth) {
      const e = l.birth.digits === r.birth.digits;
      add('birth', e ? 'exact' : 'different', e ? 13 : -6);
    }
    const p = l.addresses.some((a) => r.addresses.some((b) => a.postcode && a.postcode === b.postcode));
    if (l.addresses.length && r.addresses.length) add('postcode', p ? 'exact' : 'different', p ? 9 : -1);
    const conflicts: 'different-nhs-numbers'[] = [];
    if (l.nhsNumber?.isValid && r.nhsNumber?.isValid) {
      const e = l.nhsNumber.digits === r.nhsNumber.digits;
      add('nhsNumber', e ? 'exact' : 'different', e ? 17 : -10);
      if (!e) conflicts.push('different-nhs-numbers');
    }
    const siblings = fam && !gl && ((l.birth?.digits === r.birth?.digits && !!l.birth) || p);
    return { probability: 2 ** w / (1 + 2 ** w), weight: w, fields: f, conflicts, siblings, thin: false };
  },
  decide(c: Comparison, { hasRival }: { hasRival: boolean }): 'AUTO' | 'REVIEW' | 'DIFFERENT' {
    if (c.probability >= 0.999 && !c.conflicts.length && !c.siblings && !hasRival) return 'AUTO';
    return c.probability >= 0.05 ? 'REVIEW' : 'DIFFERENT';
  },
};
export const matcher = () => M;

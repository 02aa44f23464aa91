import { decide } from '../../../common/access/decide';
import { accessMatrix } from '../../../common/access/matrix';
import { matrixRows } from '../../../common/access/matrix-rows';
import { BASES, LEVELS, PURPOSES, RELATIONS, ROLES } from '../../../common/access/vocabulary';
import { NOW, SAMPLE, view } from './sample';

describe('the access matrix', () => {
  it('says for every combination exactly what decide says, once', () => {
    for (const category of SAMPLE.categories.keys()) {
      const rows = matrixRows(SAMPLE, category);
      for (const role of ROLES) {
        for (const purpose of PURPOSES) {
          for (const relation of RELATIONS) {
            for (const basis of BASES) {
              const standing = rows.filter(
                (row) =>
                  row.roles.includes(role) &&
                  row.purposes.includes(purpose) &&
                  row.relations.includes(relation) &&
                  row.bases.includes(basis),
              );
              expect(standing.length).toBeLessThanOrEqual(1);
              const decided = LEVELS.map(
                (level) => decide(view({ roles: [role], purpose, relation, basis, level }), SAMPLE, category, NOW).state,
              );
              expect(standing[0]?.levels ?? LEVELS.map(() => 'WITHHELD')).toEqual(decided);
            }
          }
        }
      }
    }
  });

  it('names every field once, and reads as a table', () => {
    const text = accessMatrix([SAMPLE]);
    for (const field of SAMPLE.categoryOf.keys()) expect(text.split(`\`${field}\``)).toHaveLength(2);
    expect(text).toContain(
      '| mash_analyst, decision_maker | SECTION_47 | SUBJECT, HOUSEHOLD_CHILD | PUBLIC_TASK, LEGAL_OBLIGATION | – | – | – | **content** |',
    );
    expect(text).toContain('| screening_officer | SCREENING | SUBJECT | PUBLIC_TASK | exists | exists | exists | exists |');
    expect(text).toContain('Withheld from everyone outside the agency.');
    expect(text).toContain('withheld altogether when the person’s identity is protected');
  });

  it('is the same text for the same agreements', () => {
    expect(accessMatrix([SAMPLE])).toBe(accessMatrix([SAMPLE]));
  });
});

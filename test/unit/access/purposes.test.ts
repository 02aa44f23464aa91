import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePurposes, loadPurposes, mayPursue, type PurposeQuestion } from '../../../common/access/purposes';

const FILE = join(__dirname, '../../../policy/purposes.yaml');
const TEXT = readFileSync(FILE, 'utf8');
const purposes = loadPurposes(FILE);
const asked = (id: string, over: Partial<PurposeQuestion> = {}) =>
  mayPursue(purposes, id, { roles: ['mash_analyst'], level: 4, basis: 'PUBLIC_TASK', assigned: true, ...over }).rule;

describe('purposes', () => {
  it('a MASH analyst assigned to a level 4 case pursues a section 47 enquiry', () => {
    expect(asked('SECTION_47')).toBe('purpose/SECTION_47/allowed');
  });

  it.each([
    ['not assigned', { assigned: false }, 'not-assigned'],
    ['in another role', { roles: ['publisher'] }, 'not-for-role'],
    ['below level 4', { level: 3 }, 'not-at-level'],
    ['by consent alone', { basis: 'CONSENT' as const }, 'not-on-basis'],
  ])('nobody pursues one when %s', (_, over, rule) => {
    expect(asked('SECTION_47', over)).toBe(`purpose/SECTION_47/${rule}`);
  });

  it('whoever is assigned to a section 47 case may ask, and the agreements decide what they are shown', () => {
    expect(asked('SECTION_47', { roles: ['early_help_worker'] })).toBe('purpose/SECTION_47/allowed');
    expect(asked('SECTION_47', { roles: ['ig_auditor'] })).toBe('purpose/SECTION_47/allowed');
  });

  it('an auditor needs no assignment, and nobody else audits', () => {
    expect(asked('AUDIT', { roles: ['ig_auditor'], assigned: false })).toBe('purpose/AUDIT/allowed');
    expect(asked('AUDIT')).toBe('purpose/AUDIT/not-for-role');
  });

  it('early help is level 2 and rests on consent', () => {
    const worker = { roles: ['early_help_worker'], basis: 'CONSENT' as const };
    expect(asked('EARLY_HELP', { ...worker, level: 2 })).toBe('purpose/EARLY_HELP/allowed');
    expect(asked('EARLY_HELP', { ...worker, level: 4 })).toBe('purpose/EARLY_HELP/not-at-level');
  });

  it('own records are never a purpose of a case', () => {
    expect(asked('OWN_RECORDS', { roles: ['police_researcher'] })).toBe('purpose/OWN_RECORDS/never-through-a-case');
  });

  it('a purpose that is not known, or none, is refused', () => {
    expect(asked('CURIOSITY')).toBe('purpose/CURIOSITY/unknown');
    expect(asked('')).toBe('purpose//unknown');
  });

  it('every purpose names its law', () => {
    for (const purpose of purposes.values()) expect(purpose.lawfulBasis).toMatch(/Act|Article|agency’s own|agency's own/);
  });

  it.each([
    ['an unknown purpose', '  AUDIT:', '  CURIOSITY:', /purposes\.CURIOSITY: is not a key[\s\S]*purposes\.AUDIT/],
    ['an unknown role', '[ig_auditor]', '[everyone]', /AUDIT\.roles: names everyone/],
    ['levels the wrong way round', 'fromLevel: 3\n    toLevel: 4', 'fromLevel: 4\n    toLevel: 3', /toLevel: is below fromLevel/],
    ['own records through a case', 'case: never', 'case: required', /OWN_RECORDS\.case: must be never/],
    ['no lawful basis', /lawfulBasis: >-\n\s+The agency's own[\s\S]*/, '', /OWN_RECORDS\.lawfulBasis: is missing/],
  ])('a document with %s stops the start', (_, from, to, message) => {
    expect(() => compilePurposes(TEXT.replace(from, to), 'purposes.yaml')).toThrow(message);
  });
});

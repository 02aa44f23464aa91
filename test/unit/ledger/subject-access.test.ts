import { inflateSync } from 'node:zlib';
import type { Agreement } from '../../../common/access/agreement';
import type { Look } from '../../../subgraphs/mash/ledger/reading/looks';
import { composeSubjectAccess } from '../../../subgraphs/mash/ledger/reading/subject-access';
import { subjectAccessPdf } from '../../../subgraphs/mash/ledger/reading/subject-access-pdf';
import { sampleAgreement } from '../../support/sample-agency';

const AGREEMENTS: ReadonlyMap<string, Agreement> = new Map([
  ['YOUTH', sampleAgreement()],
  ['MASH', { ...sampleAgreement(), agency: 'MASH' }],
]);

const disclosure = (person: string, released: string[], withheld: string[] = []): Look['disclosures'][number] => ({
  custodian: 'youth',
  entry: {
    ...{ person, caseId: 'case-1', purpose: 'SECTION_47', agreement: '1' },
    released: released.map((category) => ({ category, rule: `youth/${category}/content/any`, fields: [`Youth.${category}`] })),
    withheld: withheld.map((category) => ({ category, rule: `youth/${category}/no-line`, fields: [`Youth.${category}`] })),
  },
});

const LOOK: Look = {
  ...{ seq: '7', id: 'look-7', at: new Date('2026-11-24T10:11:12Z'), kind: 'RESPONSE', rid: 'rid-of-the-look', agency: 'MASH' },
  ...{ member: 'https://sign-in.test|a.colleague', roles: ['mash_analyst'], persons: ['child', 'sibling'] },
  cases: [{ id: 'case-1', reference: 'MASH-2026-000123', purpose: 'SECTION_47', basis: 'PUBLIC_TASK', level: 4 }],
  disclosures: [disclosure('child', ['attendance'], ['concerns']), disclosure('sibling', ['venue'])],
};

const pack = (looks: readonly Look[] = [LOOK]) => composeSubjectAccess(looks, ['child'], AGREEMENTS, '2026-11-25');

test('a pack says when, who as an organisation, why, and which kinds of information', () => {
  expect(pack().looks).toEqual([
    {
      on: '2026-11-24',
      organisation: 'Multi-Agency Safeguarding Hub',
      roles: ['mash analyst'],
      purpose: 'SECTION_47',
      basis: 'PUBLIC_TASK',
      shown: [{ custodian: 'Youth', what: ['Attendance'] }],
    },
  ]);
});

test('nothing of anybody else is in it: no colleague, no other person, no case, no request', () => {
  const text = JSON.stringify(pack());
  for (const other of ['colleague', 'sibling', 'Where', 'MASH-2026', 'case-1', 'rid-of', '10:11'])
    expect(text).not.toContain(other);
});

test('what was withheld is not in it, not even that it was', () => {
  expect(JSON.stringify(pack())).not.toMatch(/oncerns/);
  expect(pack([{ ...LOOK, disclosures: [disclosure('child', [], ['concerns'])] }]).looks).toEqual([]);
});

test('a look that was about others alone is not in it', () => {
  expect(pack([{ ...LOOK, disclosures: [disclosure('sibling', ['attendance'])] }]).looks).toEqual([]);
});

test('a category that has left the agreement is still told of', () => {
  expect(pack([{ ...LOOK, disclosures: [disclosure('child', ['gone'])] }]).looks[0]?.shown[0]?.what).toEqual([
    'Other information',
  ]);
});

test('looks are told oldest first', () => {
  const later = { ...LOOK, seq: '8', id: 'look-8', at: new Date('2026-12-01T10:00:00Z') };
  expect(pack([later, LOOK]).looks.map(({ on }) => on)).toEqual(['2026-11-24', '2026-12-01']);
});

test('the PDF is one, over several pages when there is much', async () => {
  const pages = async (count: number) =>
    (await subjectAccessPdf(pack(Array.from({ length: count }, () => LOOK)))).toString('latin1').match(/\/Type \/Page\b/g)
      ?.length;
  expect((await subjectAccessPdf(pack())).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await pages(1)).toBe(1);
  expect(await pages(200)).toBeGreaterThan(5);
});

/** The text that a reader of the PDF sees, in order: its content streams unpacked, and the strings that they show. */
function textOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/\/Length (\d+)[^>]*>>\s*stream\n/g)].map(({ index, 0: head, 1: length }) =>
    pdf.subarray(index + head.length, index + head.length + Number(length)),
  );
  const shown = streams.flatMap((stream) => {
    const content = inflateSync(stream).toString('latin1');
    return [...content.matchAll(/\[((?:<[0-9a-f]*>|[-\d.\s])*)\]\s*TJ/g)].map(([, line = '']) =>
      [...line.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join(''),
    );
  });
  return shown.join(' ');
}

test('the PDF reads as the pack does, and nothing of anybody else is in its text or about it', async () => {
  const pdf = await subjectAccessPdf(pack());
  const text = textOf(pdf);
  for (const said of [
    'Who looked at your record',
    'Made on 2026-11-25. 1 times.',
    '2026-11-24: Multi-Agency Safeguarding Hub (mash analyst)',
    'Why: section 47, on the basis of public task',
    'From Youth: Attendance',
  ])
    expect(text).toContain(said);
  for (const other of ['colleague', 'sign-in', 'sibling', 'Where', 'oncerns', 'MASH-2026', 'case-1', 'rid-of', '10:11'])
    expect(`${text} ${pdf.toString('latin1')}`).not.toContain(other);
});

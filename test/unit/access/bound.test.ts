import { bind, subjectOf } from '../../../common/access/bound';
import { DisclosureTally } from '../../../common/access/disclosure';
import { grant, principal } from './sample';

class Row {
  constructor(readonly id: string) {}
  get label() {
    return `row ${this.id}`;
  }
}

describe('a bound row', () => {
  it('is a copy of its class that carries its subject; the row itself is untouched', () => {
    const row = new Row('1');
    const copy = bind(row, grant());
    expect(copy).toBeInstanceOf(Row);
    expect(copy.label).toBe('row 1');
    expect(subjectOf(copy)).toEqual(grant());
    expect(subjectOf(row)).toBeUndefined();
  });

  it('loses its subject when it is copied in passing: such a copy is refused', () => {
    expect(subjectOf({ ...bind(new Row('1'), grant()) })).toBeUndefined();
  });

  it('never shows its subject when it is written out', () => {
    expect(JSON.stringify(bind(new Row('1'), grant()))).toBe('{"id":"1"}');
    expect(Object.keys(bind(new Row('1'), grant()))).toEqual(['id']);
  });

  it('a record carries its subject in a property', () => {
    expect(subjectOf({ subject: principal() })).toEqual(principal());
  });

  it.each([undefined, null, 'x', 1, {}, { subject: 'mathematics' }, { subject: null }, { subject: { kind: 'pupil' } }])(
    '%j has none',
    (parent) => {
      expect(subjectOf(parent)).toBeUndefined();
    },
  );
});

describe('the disclosure tally', () => {
  const content = { state: 'CONTENT', rule: 'police/a/content/1' } as const;
  const withheld = { state: 'WITHHELD', rule: 'police/a/no-line' } as const;

  it('keeps cases and people apart, and each field once', () => {
    const tally = new DisclosureTally();
    for (const subject of [grant(), grant(), grant({ caseId: 'case-2' }), grant({ person: 'child-2' }), principal()]) {
      tally.note(subject, 'a', 'T.y', content);
      tally.note(subject, 'a', 'T.x', content);
    }
    expect(tally.entries()).toHaveLength(4);
    expect(tally.entries()[0]).toEqual({
      person: 'child-1',
      caseId: 'case-1',
      purpose: 'SECTION_47',
      released: [{ category: 'a', rule: 'police/a/content/1', fields: ['T.x', 'T.y'] }],
      withheld: [],
    });
    expect(tally.entries()[3]).toMatchObject({ purpose: 'OWN_RECORDS' });
    expect(tally.entries()[3]).not.toHaveProperty('person');
  });

  it('never lets a refusal cover a release', () => {
    for (const order of [
      [content, withheld],
      [withheld, content],
    ]) {
      const tally = new DisclosureTally();
      for (const decision of order) tally.note(grant(), 'a', 'T.x', decision);
      expect(tally.entries()[0]?.released).toHaveLength(1);
    }
  });

  it('counts what may only be known to exist as withheld', () => {
    const tally = new DisclosureTally();
    tally.note(grant(), 'a', 'T.x', { state: 'EXISTENCE', rule: 'police/a/existence/1' });
    expect(tally.entries()[0]).toMatchObject({ released: [], withheld: [{ rule: 'police/a/existence/1' }] });
  });
});

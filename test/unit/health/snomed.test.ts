import { shown } from '../../../subgraphs/health/records/coded';
import { isConcept, topicOf } from '../../../subgraphs/health/snomed';

const SNOMED = 'http://snomed.info/sct';

test('a code counts in its own system, or where none is given', () => {
  expect(isConcept({ code: '248062006', system: SNOMED }, 'selfHarm')).toBe(true);
  expect(isConcept({ code: '248062006' }, 'selfHarm')).toBe(true);
  expect(isConcept({ code: '248062006', system: 'http://loinc.org' }, 'selfHarm')).toBe(false);
  expect(isConcept(null, 'selfHarm')).toBe(false);
});

test.each([
  ['an FGM finding, even when marked as safeguarding', { code: '713201008', system: SNOMED, safeguarding: true }, 'fgm'],
  ['a concern the source marks', { code: '1', system: SNOMED, safeguarding: true }, 'safeguarding'],
  ['a code of the national safeguarding list', { code: '836881000000105', system: SNOMED, safeguarding: false }, 'safeguarding'],
  ['dependence of a carer', { code: '66590003', system: SNOMED, safeguarding: false }, 'safeguarding'],
  ['a pregnancy', { code: '77386006', system: SNOMED, safeguarding: false }, 'pregnancy'],
  ['asthma', { code: '195967001', system: SNOMED, safeguarding: false }, 'clinical'],
  ['a condition without a code', { code: null, system: null, safeguarding: false }, 'clinical'],
])('%s stands where its line is', (_sentence, condition, topic) => {
  expect(topicOf(condition)).toBe(topic);
});

test('a code is shown with our label, else with what the source showed, else as itself', () => {
  expect(shown({ code: '836881000000105', display: 'x' })).toEqual({
    code: '836881000000105',
    label: 'Child is cause for safeguarding concern',
  });
  expect(shown({ code: '195967001', display: 'Asthma' })).toEqual({ code: '195967001', label: 'Asthma' });
  expect(shown({ code: '195967001' })).toEqual({ code: '195967001', label: '195967001' });
  expect(shown({ display: 'Asthma' })).toEqual({ code: '', label: 'Asthma' });
  expect(shown(null)).toBeNull();
  expect(shown({})).toBeNull();
});

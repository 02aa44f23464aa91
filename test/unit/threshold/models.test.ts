import { loadAdopted } from '../../../subgraphs/mash/threshold/policy/adopted';
import { loadCatalogue } from '../../../subgraphs/mash/threshold/policy/indicators';

test('x', () => {
  const c = loadCatalogue('policy/indicators.yaml');
  expect(c.size).toBe(155);
  expect(loadAdopted('policy/thresholds', c)[0]?.model.rules.length).toBe(7);
});

import { basename } from 'node:path';
import { fhirR4 } from '../../../importers/fhir-r4';
import { problemsOf, recordsOf, unexplained } from '../../unit/importers/support';
import { readReal, realFiles, textOf } from './real-files';

const KEPT = [
  'Patient',
  'RelatedPerson',
  'Encounter',
  'Appointment',
  'EpisodeOfCare',
  'Condition',
  'Observation',
  'Immunization',
  'Flag',
  'CarePlan',
];

/** Files of which nothing is kept, and why. */
const REJECTED: Record<string, string> = {
  'FGM-BundleWithNoFlag-Example.xml': 'no-records',
  'Extension-UKCore-ConditionEpisode-Example.xml': 'missing-value',
  'UKCore-Bundle-Batch-Example.xml': 'entry-without-resource',
  'UKCore-Bundle-Sn-NoAllergyData-Example.xml': 'no-records',
  'UKCore-Observation-DrugUse-Example.xml': 'missing-value',
  'UKCore-Observation-FingerJointInflamed-Example.xml': 'missing-patient',
  'UKCore-Observation-Group-FullBloodCount-Example.xml': 'missing-value',
  'UKCore-Observation-Lab-RedCellCount-Example.xml': 'missing-value',
  'UKCore-Observation-Lab-Sn-AbsentData-Example.xml': 'missing-value',
  'UKCore-Observation-Lab-WhiteCellCount-Example.xml': 'missing-value',
  'Personal_Details_RelatedPersonBundle.json': 'missing-patient',
};

interface Bundle {
  readonly resourceType: string;
  readonly entry?: readonly { readonly resource: { readonly resourceType: string } }[];
}

/** The types of the resources in a file, read without the importer; an entry without a resource counts as one. */
function typesOf(path: string): string[] {
  const text = textOf(path);
  if (path.endsWith('.json')) {
    const root = JSON.parse(text) as Bundle;
    return root.resourceType === 'Bundle' ? (root.entry ?? []).map(({ resource }) => resource.resourceType) : [root.resourceType];
  }
  const root = /<([A-Z]\w+)\s[^>]*xmlns/.exec(text)?.[1] ?? '';
  if (root !== 'Bundle') return [root];
  return (
    text
      // A list inside a bundle has entries too, which hold an item.
      .split(/<entry>(?!\s*<item>)/)
      .slice(1)
      .map((entry) => /<resource>\s*<(\w+)/.exec(entry)?.[1] ?? 'none')
  );
}

describe.each(['synthea', 'england', 'ukCore', 'pds'] as const)('the files of %s', (folder) => {
  const paths = realFiles(folder, /\.(?:json|xml)$/);

  test('every resource is kept, set aside by name, or rejected with its reason', async () => {
    const { rows, counts } = await readReal(fhirR4, paths);
    expect(unexplained(rows)).toEqual([]);
    for (const path of paths) {
      const name = basename(path);
      const types = typesOf(path);
      const reason = REJECTED[name];
      const read = Math.max(1, types.length);
      const rejected = reason === undefined ? 0 : read;
      const carePlans = folder === 'synthea' ? types.filter((type) => type === 'CarePlan').length : 0;
      const setAside = reason === undefined ? types.filter((type) => !KEPT.includes(type)).length + carePlans : 0;
      expect({ [name]: counts[name] }).toEqual({ [name]: { read, accepted: read - rejected - setAside, setAside, rejected } });
      const codes = problemsOf(rows.filter(({ file }) => file === name)).filter(({ severity }) => severity === 'error');
      if (reason === undefined) expect(codes).toEqual([]);
      else expect(codes.map(({ code }) => code)).toContain(reason);
    }
  });
});

test('the six Synthea children have the immunisations and conditions that their files have', async () => {
  const paths = realFiles('synthea', /\.json$/);
  const { rows } = await readReal(fhirR4, paths);
  const types = paths.flatMap(typesOf);
  const number = (type: string): number => types.filter((each) => each === type).length;
  expect(recordsOf(rows, 'person')).toHaveLength(6);
  expect(recordsOf(rows, 'immunisation')).toHaveLength(number('Immunization'));
  expect(recordsOf(rows, 'condition')).toHaveLength(number('Condition'));
  expect(recordsOf(rows, 'observation')).toHaveLength(number('Observation'));
  expect(recordsOf(rows, 'health-check').length + recordsOf(rows, 'attendance').length).toBe(number('Encounter'));
});

test('the sensitive PDS patient has no address and protected whereabouts', async () => {
  const { rows } = await readReal(fhirR4, realFiles('pds', /^Sensitive_Patient\.json$/));
  expect(recordsOf(rows, 'person')).toMatchObject([{ data: { addresses: [], protect: ['LOCATION'] } }]);
});

test('CP-IS and FGM flags are known as such; a removed one is not active', async () => {
  const { rows } = await readReal(fhirR4, realFiles('england', /\.(?:json|xml)$/));
  const flags = recordsOf(rows, 'health-flag').map(({ data }) => `${data.type} ${data.active}`);
  expect(flags).toContain('CP_IS true');
  expect(flags).toContain('FGM true');
  expect(flags).toContain('FGM false');
  expect(flags).toContain('REASONABLE_ADJUSTMENT true');
});

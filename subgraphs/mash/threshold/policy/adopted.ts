import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidPolicy } from '../../../../common/access/policy-error';
import { readYaml } from '../../../../common/access/read-yaml';
import { Shape } from '../../../../common/access/shape';
import { sha256 } from '../../../../common/publishing/digest';
import { readModel } from '../model/read-model';
import type { ThresholdModel } from '../model/model';
import type { Catalogue } from './indicators';

/** A model that a partnership has adopted, with the days on which it advises. */
export interface AdoptedModel {
  readonly model: ThresholdModel;
  /** The file's own text: kept with what it advised, so that a decision can be replayed when the file is gone. */
  readonly text: string;
  /** False: another partnership's model, here to be compared with ours; it advises nobody. */
  readonly advises: boolean;
  /** ISO dates, both included; no `until`: until further notice. */
  readonly from: string;
  readonly until?: string;
}

const FILE = /^[a-z0-9-]+\.yaml$/;

/**
 * Reads `adopted.yaml` and the models it names, in the order of their dates. `advises` says whose models advise this hub; it
 * may be left out while there is one.
 *
 * @throws InvalidPolicy when a model cannot be read, differs from what was adopted, or two of one name are in effect on one day.
 */
export function loadAdopted(dir: string, catalogue: Catalogue): AdoptedModel[] {
  const problems: string[] = [];
  const file = join(dir, 'adopted.yaml');
  const document = Shape.of(readYaml(readFileSync(file, 'utf8'), file), '', problems);
  document.onlyKeys(['advises', 'models']);
  const adopted = document.list('models', 1).flatMap((one, index) => {
    const shape = Shape.of(one, `models[${index + 1}]`, problems);
    return adoptedFrom(shape, dir, catalogue);
  });
  const ids = [...new Set(adopted.map(({ model }) => model.id))];
  const ours = document.has('advises') || ids.length > 1 ? document.text('advises') : ids[0];
  if (ids.length > 0 && !ids.includes(ours ?? '')) document.problem('advises', `must be one of ${ids.join(', ')}`);
  const inOrder = adopted
    .map((one) => ({ ...one, advises: one.model.id === ours }))
    .sort((left, right) => (left.from < right.from ? -1 : 1));
  for (const [index, { model, from }] of inOrder.entries()) {
    const before = inOrder.slice(0, index).findLast((one) => one.model.id === model.id);
    if (before !== undefined && (before.until === undefined || before.until >= from)) {
      problems.push(`${nameOf(model)} begins on ${from}, while ${nameOf(before.model)} is still in effect`);
    }
  }
  if (problems.length > 0) throw new InvalidPolicy(file, problems);
  return inOrder;
}

/** How a model is quoted beside an assessment: `continuum-of-need 1`. */
export const nameOf = ({ id, version }: ThresholdModel): string => `${id} ${version}`;

function adoptedFrom(shape: Shape, dir: string, catalogue: Catalogue): Omit<AdoptedModel, 'advises'>[] {
  shape.onlyKeys(['file', 'model', 'version', 'sha256', 'from', 'until', 'adoptedBy']);
  const [name, expected] = [shape.text('file'), shape.text('sha256')];
  const dates = { from: shape.date('from'), ...(shape.has('until') ? { until: shape.date('until') } : {}) };
  shape.text('adoptedBy');
  if (dates.until !== undefined && dates.until < dates.from) shape.problem('until', 'is before from');
  if (!FILE.test(name)) {
    shape.problem('file', 'must be the name of a model file in this folder');
    return [];
  }
  const text = readFileSync(join(dir, name), 'utf8');
  if (sha256(text) !== expected) {
    shape.problem(
      'sha256',
      `${name} is not what was adopted (its digest is ${sha256(text)}): a change is a new version, adopted anew`,
    );
    return [];
  }
  const model = readOrReport(text, name, catalogue, shape);
  if (model === undefined) return [];
  if (model.id !== shape.text('model')) shape.problem('model', `is ${model.id} in ${name}`);
  if (model.version !== shape.text('version')) shape.problem('version', `is ${model.version} in ${name}`);
  return [{ model, text, ...dates }];
}

function readOrReport(text: string, name: string, catalogue: Catalogue, shape: Shape): ThresholdModel | undefined {
  try {
    return readModel(text, name, catalogue);
  } catch (error) {
    if (!(error instanceof InvalidPolicy)) throw error;
    shape.problems.push(...error.problems.map((problem) => `${name}: ${problem}`));
    return undefined;
  }
}

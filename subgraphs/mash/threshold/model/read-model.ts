import { InvalidPolicy } from '../../../../common/access/policy-error';
import { readYaml } from '../../../../common/access/read-yaml';
import { Shape } from '../../../../common/access/shape';
import { sha256 } from '../../../../common/publishing/digest';
import { areaOf, type Catalogue } from '../policy/indicators';
import { checkExamples } from './examples';
import type { Level, Rule, ThresholdModel } from './model';
import { readCondition } from './read-condition';

const MODEL_KEYS = ['model', 'version', 'title', 'partnership', 'householdAreas', 'levels', 'rules'];
const RULE_KEYS = ['id', 'level', 'basis', 'wording', 'source', 'when', 'examples'];
/** Whether the partnership's own paper says it, another published one does, or we propose it for adoption. */
const BASES = ['seed', 'published', 'proposal'] as const;
const NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

/**
 * Compiles a partnership's model and runs the examples of each of its rules.
 *
 * @throws InvalidPolicy listing every problem, an example that does not do what its rule says among them.
 */
export function readModel(yamlText: string, fileName: string, catalogue: Catalogue): ThresholdModel {
  const problems: string[] = [];
  const document = Shape.of(readYaml(yamlText, fileName), '', problems);
  document.onlyKeys(MODEL_KEYS);
  const levels = document
    .list('levels', 1)
    .map((one, index) => levelFrom(Shape.of(one, `levels[${index + 1}]`, problems), index + 1));
  const written = document.list('rules', 1).map((one, index) => Shape.of(one, `rules[${index + 1}]`, problems));
  const rules = written.map((shape) => ruleFrom(shape, levels.length, catalogue));
  for (const id of repeated(rules.map((rule) => rule.id))) document.problem('rules', `has two rules called ${id}`);
  const model: ThresholdModel = {
    id: document.text('model'),
    version: document.text('version'),
    title: document.text('title'),
    partnership: document.text('partnership'),
    sha256: sha256(yamlText),
    householdAreas: new Set(document.words('householdAreas', [...new Set([...catalogue.values()].map(areaOf))], 0)),
    ...{ levels, rules, catalogue },
  };
  // Examples are run only on rules that could be read: what they would say of others is noise.
  if (problems.length === 0) for (const [index, rule] of rules.entries()) checkExamples(written[index] as Shape, rule, model);
  if (problems.length > 0) throw new InvalidPolicy(fileName, problems);
  return model;
}

function levelFrom(shape: Shape, level: number): Level {
  shape.onlyKeys(['level', 'name', 'response']);
  if (shape.whole('level', 1, 9) !== level)
    shape.problem('level', `must be ${level}: levels are counted from 1, the lowest first`);
  return { level, name: shape.text('name'), response: shape.text('response') };
}

function ruleFrom(shape: Shape, levels: number, catalogue: Catalogue): Rule {
  shape.onlyKeys(RULE_KEYS);
  const id = shape.text('id');
  if (id !== '' && !NAME.test(id)) shape.problem('id', 'is not a name (letters, digits and -)');
  shape.oneOf('basis', BASES);
  return {
    id,
    level: shape.whole('level', 2, Math.max(levels, 2)),
    wording: shape.text('wording'),
    source: shape.text('source'),
    when: readCondition(Shape.of(shape.raw('when'), shape.at('when'), shape.problems), catalogue),
  };
}

const repeated = (words: readonly string[]): string[] => words.filter((word, index) => words.indexOf(word) < index);

import { basename } from 'node:path';
import { periodFrom, RETENTION_EVENTS, type RetentionRule } from '../retention/rule';
import type { Agreement, Category, Line } from './agreement';
import { InvalidPolicy } from './policy-error';
import { readYaml } from './read-yaml';
import { Shape } from './shape';
import { BASES, nameOf, PURPOSES, RELATIONS, ROLES } from './vocabulary';

const AGREEMENT_KEYS = [
  'agency',
  'version',
  'title',
  'parties',
  'lawfulBasis',
  'review',
  'validFrom',
  'validUntil',
  'categories',
];
const CATEGORY_KEYS = [
  ...['title', 'fields', 'content', 'existence', 'own', 'threshold', 'feed', 'retention'],
  ...['locating', 'identifying', 'tell', 'owner', 'reviewed'],
];
const LINE_KEYS = ['id', 'roles', 'purposes', 'fromLevel', 'bases', 'relations'];
const FIELD = /^[A-Za-z]\w*\.[A-Za-z_]\w*$/;
const NAME = /^[a-z][a-z0-9_-]*$/i;
/** `OWN_RECORDS` is the `own` list; a case never carries it. */
const CASE_PURPOSES = PURPOSES.filter((purpose) => purpose !== 'OWN_RECORDS');

/**
 * Compiles the custodian's document into what `decide` reads.
 *
 * @param fileName `<agency name>.yaml`; it must be the agency that the document names.
 * @throws InvalidPolicy listing every problem, each with its category and key.
 */
export function compileAgreement(yamlText: string, fileName: string): Agreement {
  const problems: string[] = [];
  const document = Shape.of(readYaml(yamlText, fileName), '', problems);
  document.onlyKeys(AGREEMENT_KEYS);
  const agency = document.text('agency');
  if (agency !== '' && basename(fileName) !== `${nameOf(agency)}.yaml`) {
    document.problem('agency', `is ${agency}, whose file is ${nameOf(agency)}.yaml`);
  }
  const agreement = {
    agency,
    version: document.text('version'),
    title: document.text('title'),
    validFrom: document.date('validFrom'),
    validUntil: document.date('validUntil'),
    ...categoriesOf(Shape.of(document.raw('categories'), 'categories', problems)),
  };
  if (agreement.validUntil < agreement.validFrom) document.problem('validUntil', 'is before validFrom');
  if (agreement.categories.size === 0) document.problem('categories', 'holds none');
  if (problems.length > 0) throw new InvalidPolicy(fileName, problems);
  return agreement;
}

function categoriesOf(all: Shape): Pick<Agreement, 'categories' | 'categoryOf'> {
  const categories = new Map<string, Category>();
  const categoryOf = new Map<string, string>();
  for (const id of all.keys()) {
    if (!NAME.test(id)) all.problem(id, 'is not a name (letters, digits, _ and -)');
    const category = categoryFrom(id, Shape.of(all.raw(id), all.at(id), all.problems));
    categories.set(id, category);
    for (const field of category.fields) {
      const other = categoryOf.get(field);
      if (other !== undefined) all.problem(`${id}.fields`, `names ${field}, which stands in ${other} already`);
      else categoryOf.set(field, id);
    }
  }
  return { categories, categoryOf };
}

function categoryFrom(id: string, shape: Shape): Category {
  shape.onlyKeys(CATEGORY_KEYS);
  return {
    id,
    title: shape.text('title'),
    fields: fieldsOf(shape),
    content: linesOf(shape, 'content'),
    existence: linesOf(shape, 'existence'),
    own: shape.words('own', ROLES, 0),
    threshold: shape.oneOf('threshold', ['none', 'level_only', 'full']),
    ...(shape.has('feed') ? { feed: feedOf(shape) } : {}),
    ...(shape.has('retention') ? { retention: retentionOf(shape) } : {}),
    locating: shape.boolean('locating'),
    identifying: shape.boolean('identifying'),
    tell: shape.text('tell'),
    owner: shape.text('owner'),
    reviewed: shape.date('reviewed'),
  };
}

function feedOf(category: Shape): { basis: (typeof BASES)[number] } {
  const feed = Shape.of(category.raw('feed'), category.at('feed'), category.problems);
  feed.onlyKeys(['basis']);
  return { basis: feed.oneOf('basis', BASES) };
}

function retentionOf(category: Shape): RetentionRule {
  const retention = Shape.of(category.raw('retention'), category.at('retention'), category.problems);
  retention.onlyKeys(['keep', 'after', 'basis']);
  const text = retention.text('keep');
  const keep = periodFrom(text);
  if (keep === undefined && text !== '') retention.problem('keep', 'must be a period of at most 150 years, e.g. 7 years');
  return {
    keep: keep ?? { count: 150, unit: 'year' },
    after: retention.oneOf('after', RETENTION_EVENTS),
    basis: retention.text('basis'),
  };
}

function fieldsOf(category: Shape): string[] {
  return category.list('fields', 1).flatMap((field) => {
    if (typeof field === 'string' && FIELD.test(field)) return [field];
    category.problem('fields', `holds ${JSON.stringify(field)}: write each as Type.field, there are no wildcards`);
    return [];
  });
}

function linesOf(category: Shape, key: 'content' | 'existence'): Line[] {
  const lines: Line[] = [];
  for (const [index, value] of category.list(key, 0).entries()) {
    const number = String(index + 1);
    const line = lineFrom(Shape.of(value, `${category.at(key)}[${number}]`, category.problems), number);
    if (lines.some((other) => other.id === line.id)) category.problem(key, `has two lines called ${line.id}`);
    lines.push(line);
  }
  return lines;
}

function lineFrom(shape: Shape, number: string): Line {
  shape.onlyKeys(LINE_KEYS);
  const id = shape.has('id') ? shape.text('id') : number;
  if (id !== '' && id !== number && !NAME.test(id)) shape.problem('id', 'is not a name (letters, digits, _ and -)');
  return {
    id,
    roles: shape.words('roles', ROLES, 1),
    purposes: shape.words('purposes', CASE_PURPOSES, 1),
    fromLevel: shape.whole('fromLevel', 1, 4),
    bases: shape.words('bases', BASES, 1),
    relations: shape.words('relations', RELATIONS, 1),
  };
}

import type { Shape } from '../../../../common/access/shape';
import { RELATIONS } from '../../../../common/access/vocabulary';
import { areaOf, type Catalogue, INDICATOR_CLASSES, type Indicator } from '../policy/indicators';
import type { Selector } from './model';

/** A protective factor is in no rule: it can then neither raise a level nor lower one (RAM-2). */
const CLASSES = INDICATOR_CLASSES.filter((one) => one !== 'PROTECTIVE_FACTOR');
const CONFIDENCES = ['CONFIRMED', 'CREDIBLE', 'UNCONFIRMED'] as const;
export const SELECTOR_KEYS = ['indicators', 'class', 'area', 'standalone', 'fromLevel', 'confidence', 'about'];

/**
 * Reads which signals a condition looks at, and works the description out to codes of the catalogue. Who a signal is about
 * is always written out; every confidence counts unless the file names some.
 */
export function readSelector(shape: Shape, catalogue: Catalogue): Selector {
  const named = shape.has('indicators') ? shape.words('indicators', [...catalogue.keys()], 1) : undefined;
  const classes = shape.has('class') ? shape.words('class', CLASSES, 1) : CLASSES;
  const areas = shape.has('area') ? shape.words('area', [...new Set([...catalogue.values()].map(areaOf))], 1) : undefined;
  const standalone = shape.has('standalone') ? shape.boolean('standalone') : undefined;
  const fromLevel = shape.has('fromLevel') ? shape.whole('fromLevel', 2, 4) : 0;
  const fits = (one: Indicator): boolean =>
    (named?.includes(one.code) ?? true) &&
    classes.some((each) => each === one.class) &&
    (areas?.includes(areaOf(one)) ?? true) &&
    (standalone === undefined || one.standalone === standalone) &&
    (one.level ?? 0) >= fromLevel;
  const indicators = new Set([...catalogue.values()].filter(fits).map(({ code }) => code));
  for (const code of named ?? []) {
    if (!indicators.has(code)) shape.problem('indicators', `names ${code}, which no rule may weigh or another key shuts out`);
  }
  if (indicators.size === 0) shape.problem('indicators', 'nothing in the catalogue fits: the condition could never be met');
  return {
    indicators,
    about: new Set(shape.words('about', RELATIONS, 1)),
    confidence: new Set(shape.has('confidence') ? shape.words('confidence', CONFIDENCES, 1) : CONFIDENCES),
    ...(shape.has('within') ? { within: shape.whole('within', 1, 36_525) } : {}),
  };
}

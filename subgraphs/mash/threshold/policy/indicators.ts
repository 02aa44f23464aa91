import { readFileSync } from 'node:fs';
import { InvalidPolicy } from '../../../../common/access/policy-error';
import { readYaml } from '../../../../common/access/read-yaml';
import { Shape } from '../../../../common/access/shape';

export const INDICATOR_CLASSES = ['UNMET_NEED', 'UNDERLYING_RISK_FACTOR', 'HIGH_RISK_INDICATOR', 'PROTECTIVE_FACTOR'] as const;
export type IndicatorClass = (typeof INDICATOR_CLASSES)[number];

/** One line of the catalogue `policy/indicators.yaml`. */
export interface Indicator {
  readonly code: string;
  readonly label: string;
  readonly class: IndicatorClass;
  /** Assessment Framework dimension, `area.dimension`: `parenting_capacity.ensuring_safety`. */
  readonly dimension: string;
  /** Level at which published threshold tables place it, 2 to 4; absent for a protective factor. */
  readonly level?: number;
  /** Code of the agency that is likeliest to know, connected or not. */
  readonly agency: string;
  /** True when it suggests significant harm by itself. */
  readonly standalone: boolean;
}

export type Catalogue = ReadonlyMap<string, Indicator>;

/** First part of a dimension: `child_development`, `parenting_capacity`, `family_environment` or `protective`. */
export const areaOf = ({ dimension }: Indicator): string => dimension.split('.')[0] as string;

/** @throws InvalidPolicy listing every indicator that cannot be read. */
export const loadCatalogue = (file: string): Catalogue => readCatalogue(readFileSync(file, 'utf8'), file);

/** As `loadCatalogue`, from the file's text. */
export function readCatalogue(text: string, file: string): Catalogue {
  const problems: string[] = [];
  const document = Shape.of(readYaml(text, file), '', problems);
  const all = Shape.of(document.raw('indicators'), 'indicators', problems);
  const catalogue = new Map(
    all.keys().map((code) => [code, indicatorFrom(code, Shape.of(all.raw(code), all.at(code), problems))]),
  );
  if (problems.length > 0) throw new InvalidPolicy(file, problems);
  return catalogue;
}

function indicatorFrom(code: string, shape: Shape): Indicator {
  const indicator = {
    code,
    label: shape.text('label'),
    class: shape.oneOf('class', INDICATOR_CLASSES),
    dimension: shape.text('dimension'),
    agency: shape.text('agency'),
    standalone: shape.boolean('standaloneLevel4'),
  };
  return indicator.class === 'PROTECTIVE_FACTOR' ? indicator : { ...indicator, level: shape.whole('level', 2, 4) };
}

import { readFileSync } from 'node:fs';
import { InvalidPolicy } from '../../../../common/access/policy-error';
import { readYaml } from '../../../../common/access/read-yaml';
import { Shape } from '../../../../common/access/shape';

/** `policy/advice.yaml`: what surrounds the suggested level. */
export interface AdvicePolicy {
  /** Days for which a judgement of a carer stands. */
  readonly judgementStandsDays: number;
  readonly twoPeople: {
    readonly belowAdvice: boolean;
    readonly noActionWhileIncomplete: boolean;
    readonly repeatedNoAction: { readonly atLeast: number; readonly within: number };
  };
  readonly notices: NoticePolicy;
}

export interface NoticePolicy {
  /** `HH:MM`, London time. */
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly despiteQuietFromLevel: number;
  readonly onceWithinHours: number;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** @throws InvalidPolicy listing everything that is wrong with the file. */
export function loadAdvicePolicy(file: string): AdvicePolicy {
  const problems: string[] = [];
  const inside = (shape: Shape, key: string): Shape => Shape.of(shape.raw(key), shape.at(key), problems);
  const document = Shape.of(readYaml(readFileSync(file, 'utf8'), file), '', problems);
  document.onlyKeys(['version', 'owner', 'reviewed', 'judgements', 'decisions', 'notices']);
  for (const key of ['version', 'owner', 'reviewed']) document.text(key);
  const judgements = inside(document, 'judgements');
  judgements.onlyKeys(['standDays']);
  const decisions = inside(document, 'decisions');
  decisions.onlyKeys(['twoPeople']);
  const policy = {
    judgementStandsDays: judgements.whole('standDays', 1, 3650),
    twoPeople: twoPeopleFrom(inside(decisions, 'twoPeople'), inside),
    notices: noticesFrom(inside(document, 'notices')),
  };
  if (problems.length > 0) throw new InvalidPolicy(file, problems);
  return policy;
}

function twoPeopleFrom(shape: Shape, inside: (shape: Shape, key: string) => Shape): AdvicePolicy['twoPeople'] {
  shape.onlyKeys(['belowAdvice', 'noActionWhileIncomplete', 'repeatedNoAction']);
  const repeated = inside(shape, 'repeatedNoAction');
  repeated.onlyKeys(['atLeast', 'within']);
  return {
    belowAdvice: shape.boolean('belowAdvice'),
    noActionWhileIncomplete: shape.boolean('noActionWhileIncomplete'),
    repeatedNoAction: { atLeast: repeated.whole('atLeast', 2, 100), within: repeated.whole('within', 1, 3650) },
  };
}

function noticesFrom(shape: Shape): NoticePolicy {
  shape.onlyKeys(['quietFrom', 'quietUntil', 'despiteQuietFromLevel', 'onceWithinHours']);
  const time = (key: string): string => {
    const value = shape.text(key);
    if (value !== '' && !TIME.test(value)) shape.problem(key, 'must be a time of day, written HH:MM');
    return value;
  };
  return {
    quietFrom: time('quietFrom'),
    quietUntil: time('quietUntil'),
    despiteQuietFromLevel: shape.whole('despiteQuietFromLevel', 1, 9),
    onceWithinHours: shape.whole('onceWithinHours', 1, 8760),
  };
}

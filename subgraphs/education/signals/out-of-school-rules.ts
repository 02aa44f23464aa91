import type { SignalRule } from '../../../common/signal-rules';
import { daysBetween } from '../../../common/time';
import type { EducationFacts } from './facts';
import { standing, stands } from './findings';

/** Four weeks: twenty school days, after which a school may take a pupil it cannot find off its roll (2024 Regulations, reg. 9). */
const OUT_OF_REACH_DAYS = 28;

export const OUT_OF_SCHOOL_RULES: readonly SignalRule<EducationFacts>[] = [
  {
    indicator: 'attendance_none',
    category: 'missing_education',
    because: 'Missing education today: on no roll and not suitably educated otherwise (Education Act 1996 s436A).',
    find: ({ missing }, today) => missing.filter((row) => stands(row, today)).map((row) => standing(row, 'CONFIRMED')),
  },
  {
    indicator: 'hidden_child',
    category: 'missing_education',
    because: 'Missing education for four weeks or longer: no school sees the child, and nobody has found where they are taught.',
    find: ({ missing }, today) =>
      missing
        .filter((row) => stands(row, today) && daysBetween(row.from, today) >= OUT_OF_REACH_DAYS)
        .map((row) => standing(row, 'CREDIBLE')),
  },
  {
    indicator: 'home_educated_welfare_concern',
    category: 'home_education',
    because: 'Educated at home today, and the local authority finds the education unsuitable (Education Act 1996 s437).',
    find: ({ homeEducation }, today) =>
      homeEducation.filter((row) => stands(row, today) && row.suitable === false).map((row) => standing(row, 'CREDIBLE')),
  },
];

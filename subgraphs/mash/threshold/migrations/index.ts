import { SearchAtOnce1795440000306 } from './20261123-search-at-once';
import { ThresholdKept1795392190100 } from './20261123-threshold-kept';
import { ThresholdIndex1795435290019 } from './20261123-threshold-index';
import { ThresholdPeople1795392190200 } from './20261123-threshold-people';

export const thresholdMigrations: readonly Function[] = [
  ThresholdKept1795392190100,
  ThresholdPeople1795392190200,
  ThresholdIndex1795435290019,
  SearchAtOnce1795440000306,
];

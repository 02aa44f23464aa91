import { ThresholdKept1795392190100 } from './20261123-threshold-kept';
import { ThresholdPeople1795392190200 } from './20261123-threshold-people';

export const thresholdMigrations: readonly Function[] = [ThresholdKept1795392190100, ThresholdPeople1795392190200];

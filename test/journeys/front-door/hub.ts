import { Journey } from '../../support/journey';

/** A hub that holds nobody yet, for every group that stands at its door. */

export let journey: Journey;
export async function start(): Promise<void> {
  journey = await Journey.start({ children: 0 });
}
export const stop = async (): Promise<void> => journey?.stop();

import { Journey } from '../../support/journey';

export let journey: Journey;
export async function start(): Promise<void> {
  journey = await Journey.start();
}
export const stop = async (): Promise<void> => journey?.stop();

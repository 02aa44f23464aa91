import type { NoticePolicy } from '../threshold/policy/advice-policy';

const LONDON_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/**
 * When a notice of this level may be sent: at once, or when the quiet hours end in England, on the night the clocks change too.
 *
 * @param level the level that was crossed to.
 */
export function notBefore({ quietFrom, quietUntil, despiteQuietFromLevel }: NoticePolicy, level: number, now: Date): Date {
  if (level >= despiteQuietFromLevel || !isQuiet(LONDON_TIME.format(now), quietFrom, quietUntil)) return now;
  // Minute by minute: a night may be an hour shorter or longer than the clock says.
  const start = Math.floor(now.getTime() / MINUTE) * MINUTE;
  for (let minutes = 1; minutes <= DAY_MINUTES; minutes += 1) {
    const then = new Date(start + minutes * MINUTE);
    if (!isQuiet(LONDON_TIME.format(then), quietFrom, quietUntil)) return then;
  }
  return now;
}

/** Times as `HH:MM`; quiet from the first, until just before the second; the same time twice is never quiet. */
function isQuiet(time: string, from: string, until: string): boolean {
  return from <= until ? time >= from && time < until : time >= from || time < until;
}

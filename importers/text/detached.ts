/** The same text in memory of its own: a piece of a larger text would keep all of it alive for as long as it is remembered. */
export const detached = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

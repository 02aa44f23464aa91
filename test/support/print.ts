/** Figures that a proof must show, past jest's own reporting: one line each. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

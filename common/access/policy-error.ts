/** A policy document that cannot be obeyed as written. Lists everything that is wrong with it; stops the start. */
export class InvalidPolicy extends Error {
  readonly code = 'INVALID_POLICY';

  constructor(
    readonly file: string,
    readonly problems: readonly string[],
  ) {
    super(`${file}: ${problems.length} problem(s)\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'InvalidPolicy';
  }
}

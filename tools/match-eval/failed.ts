/** What is wrong with what was asked for, in words for whoever typed it. It never repeats a value of a record. */
export class MatchEvalFailed extends Error {
  override readonly name = 'MatchEvalFailed';
}

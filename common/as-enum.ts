/** A list of words as the object that `registerEnumType` takes: every word stands for itself. */
export function asEnum<T extends string>(words: readonly T[]): { readonly [W in T]: W } {
  return Object.fromEntries(words.map((word) => [word, word])) as { readonly [W in T]: W };
}

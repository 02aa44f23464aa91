interface RowsOfEach {
  /** Alias of the rows, for the rest of the query. */
  readonly as: string;
  readonly table: string;
  /** How a row belongs to a key, which is called `each_key` here; served by an index of the table. */
  readonly where: string;
  /** An array parameter with its type: `$1::uuid[]`. A key that comes twice counts once. */
  readonly keys: string;
}

/**
 * Part of a `from`: the rows of a table that belong to any key of an array, each key looked up in the table's index.
 *
 * With `column = any($1)` the planner chooses, and of a table without statistics (just filled, just restored) it takes a hundred
 * keys for half of all rows and reads the whole table: what one case costs then grows with how many there are.
 */
export const rowsOfEach = ({ as, table, where, keys }: RowsOfEach): string =>
  `(select distinct unnest(${keys}) as each_key) as keys_of_${as} ${lookUp({ as, table, where })}`;

/** The same, for each row of what stands before it in the `from`. */
export const lookUp = ({ as, table, where }: Omit<RowsOfEach, 'keys'>): string =>
  // "offset 0" keeps the planner from joining it in any other way.
  `cross join lateral (select * from ${table} where ${where} offset 0) as ${as}`;

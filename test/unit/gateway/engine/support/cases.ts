import { Federated, type Part } from './federated';

const open: Federated[] = [];

/** Ends every federation of a test. */
export function closeAll(): void {
  for (const one of open.splice(0)) one.close();
}

export async function federation(parts: Readonly<Record<string, Part>>): Promise<Federated> {
  const one = await Federated.of(parts);
  open.push(one);
  return one;
}

/** The data of an answer without errors. */
export async function dataOf(parts: Readonly<Record<string, Part>>, query: string, variables = {}): Promise<unknown> {
  const { data, errors } = await (await federation(parts)).ask(query, variables);
  expect(errors).toEqual([]);
  return data;
}

/** Entities that know what they are asked with, and these fields. */
export const byReference = (fields: (reference: never) => object) => ({
  __resolveReference: (reference: object) => ({ ...reference, ...fields(reference as never) }),
});

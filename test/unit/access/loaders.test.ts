import { Loaders } from '../../../common/loaders';

describe('the loaders of a request', () => {
  it('ask once for all that is wanted in one turn, and answer undefined for what is not there', async () => {
    const asked: (readonly string[])[] = [];
    const loaders = new Loaders();
    const load = (id: string) =>
      loaders
        .get('names', async (ids: readonly string[]) => {
          asked.push(ids);
          return new Map(ids.filter((one) => one !== 'c').map((one) => [one, `name of ${one}`]));
        })
        .load(id);
    expect(await Promise.all([load('a'), load('b'), load('a'), load('c')])).toEqual([
      'name of a',
      'name of b',
      'name of a',
      undefined,
    ]);
    expect(asked).toEqual([['a', 'b', 'c']]);
  });

  it('tell object keys apart by what they are about', async () => {
    const loader = new Loaders().get(
      'pairs',
      async (keys: readonly { a: number; b: number }[]) => new Map(keys.map((key) => [`${key.a}/${key.b}`, key.a + key.b])),
      (key) => `${key.a}/${key.b}`,
    );
    expect(
      await loader.loadMany([
        { a: 1, b: 2 },
        { a: 1, b: 2 },
        { a: 2, b: 2 },
      ]),
    ).toEqual([3, 3, 4]);
  });

  it('belong to one request: another asks again', async () => {
    let asked = 0;
    const batch = async (ids: readonly number[]) => {
      asked += 1;
      return new Map(ids.map((id) => [id, id]));
    };
    await new Loaders().get('n', batch).load(1);
    await new Loaders().get('n', batch).load(1);
    expect(asked).toBe(2);
  });
});

/**
 * Keys of a child's records: the child, the kind and the dates that identify the event, so that the same fact has the same key in
 * every return. A second record with the same dates gets a number, in the order of the document.
 */
export class KeyMaker {
  private readonly used = new Map<string, number>();

  constructor(private readonly person: string) {}

  key(kind: string, ...parts: readonly (string | undefined)[]): string {
    const plain = [this.person, ...parts.map((part) => part ?? '')].join('|');
    const count = (this.used.get(`${kind}|${plain}`) ?? 0) + 1;
    this.used.set(`${kind}|${plain}`, count);
    return count === 1 ? plain : `${plain}#${count}`;
  }
}

/** A reason not to start that the person at the keyboard can do something about: shown without a stack. */
export class CannotStart extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CannotStart';
  }
}

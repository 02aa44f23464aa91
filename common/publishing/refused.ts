/** Why a request to publish was not taken: a stable code and a sentence for the publisher, without data. */
export class PublishRefused extends Error {
  override readonly name = 'PublishRefused';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

import type { RequestHandler } from 'express';

/** Ends the connection of a caller that has not sent its whole body in this time. */
export function bodyWithin(milliseconds: number): RequestHandler {
  return (request, _response, next) => {
    const timer = setTimeout(() => {
      if (!request.complete) request.destroy();
    }, milliseconds);
    request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    next();
  };
}

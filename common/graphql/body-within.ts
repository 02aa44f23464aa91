import type { Request, RequestHandler } from 'express';

/** Ends the connection of a caller that has not sent its whole body in this time. */
export function bodyWithin(milliseconds: number): RequestHandler {
  return (request, _response, next) => {
    endWithin(request, milliseconds);
    next();
  };
}

/** The same for one request that was refused already: whoever still sends may do so a little longer, and read the answer. */
export function endWithin(request: Request, milliseconds: number): void {
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, milliseconds);
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

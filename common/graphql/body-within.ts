import type { Request, RequestHandler } from 'express';

/** Ends the connection of a caller that has not sent its whole body in this time. */
export function bodyWithin(milliseconds: number): RequestHandler {
  return (request, _response, next) => {
    endWithin(request, milliseconds);
    next();
  };
}

/**
 * The same for what is left of a body once it is answered, whoever answered and why: whoever still sends may do so a little longer,
 * and read the answer. Node would read and drop it for as long as something comes.
 */
export function restWithin(milliseconds: number): RequestHandler {
  return (request, response, next) => {
    response.once('finish', () => endWithin(request, milliseconds));
    next();
  };
}

function endWithin(request: Request, milliseconds: number): void {
  if (request.complete) return;
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, milliseconds);
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

/** An answer other than success, in the engine's own words. 304 has none: nothing had to be done. */
export interface Refusal {
  readonly status: 304 | 400 | 404 | 409 | 500;
  readonly message: string;
}

export const unchanged: Refusal = { status: 304, message: '' };

export function conflict(message: string): Refusal {
  return { status: 409, message };
}

export function badRequest(message: string): Refusal {
  return { status: 400, message };
}

export function serverError(message: string): Refusal {
  return { status: 500, message };
}

export function noSuchContainer(reference: string): Refusal {
  return { status: 404, message: `No such container: ${reference}` };
}

/** 429 Too Many Requests (RFC 6585): whoever sends too much is refused whatever is sent. */
const TOO_MANY = 429;

/** Returns whether this status refuses the request itself (RFC 9110, 15.5); an error of the server refuses nothing. */
export function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500 && status !== TOO_MANY;
}

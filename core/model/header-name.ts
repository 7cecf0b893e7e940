import { z } from 'zod';

/** The name of a header field: a token (RFC 9110, 5.1 and 5.6.2). */
export const HeaderName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9a-z]+$/i, 'use a header name (RFC 9110, 5.1)');

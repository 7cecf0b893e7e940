/** A request from a test location. Header lines go out in this order, repeated names included. */
export interface VantageRequest {
  /** Source address of the connection, on this computer. */
  from: string;
  to: { address: string; port: number };
  /** Server name of the TLS handshake and the Host header. */
  hostName: string;
  /** *connect*: a connection is opened and closed again, and nothing is sent. Its answer has the status 0. */
  method: 'GET' | 'POST' | 'connect';
  path: string;
  headers?: [string, string][];
  limitMs: number;
}

/** The certificate the server proved to hold. */
export interface SeenCertificate {
  /** SHA-256 of the certificate, hexadecimal with colons. */
  fingerprint: string;
  names: string;
  validTo: string;
}

export interface VantageAnswer {
  status: number;
  headers: [string, string][];
  body: string;
  /** The source address that the operating system reports. */
  sentFrom: string;
  /** Null after a connection alone. */
  certificate: SeenCertificate | null;
  elapsedMs: number;
}

/**
 * A test location: the place that requests are sent from. Each request uses a new connection, checks TLS fully and
 * follows no redirect.
 * @throws FarmError `vantage.refused`, `vantage.closed`, `vantage.no-answer`, `vantage.certificate-refused`,
 * `vantage.address-not-here`, `vantage.unreachable`; an abort rejects with the signal's reason
 */
export interface Vantage {
  send(request: VantageRequest, signal: AbortSignal): Promise<VantageAnswer>;
}

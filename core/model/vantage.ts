/** A request from a place. Header lines go out in this order, repeated names included. */
export interface VantageRequest {
  /** Address of this computer the connection leaves from. */
  from: string;
  to: { address: string; port: number };
  /** Server name of the TLS handshake and the Host header. */
  hostName: string;
  /**
   * *connect*: a connection is opened and closed again, and nothing is sent. *handshake*: TLS begins on it, and nothing more.
   * Their answers have the status 0.
   */
  method: 'GET' | 'POST' | 'connect' | 'handshake';
  path: string;
  headers?: [string, string][];
  /** What is sent after the headers; nothing if it is left out. */
  body?: string;
  /** Of *connect*: how long the connection must stay, in milliseconds; it need not if it is left out. */
  stayMs?: number;
  /** HTTP/1.1 if it is left out. */
  version?: '1.0';
  /**
   * *none*: HTTP without TLS. *unchecked*: whoever answers, which is what is asked; nothing secret may be sent. Checked fully
   * if it is left out. Of GET and POST with HTTP/1.1.
   */
  tls?: 'none' | 'unchecked';
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
  /** The address the connection really left from, as the operating system reports it. */
  sentFrom: string;
  /** Null after a connection alone, and without TLS. */
  certificate: SeenCertificate | null;
  elapsedMs: number;
}

/**
 * A place requests are sent from. It checks TLS fully unless a request says otherwise, whatever the environment says, and follows no redirect.
 * @throws FarmError `vantage.refused`, `vantage.closed`, `vantage.no-answer`, `vantage.certificate-refused`,
 * `vantage.address-not-here`, `vantage.unreachable`; an abort rejects with the signal's reason
 */
export interface Vantage {
  /** Sends a request over a connection of its own. */
  send(request: VantageRequest, signal: AbortSignal): Promise<VantageAnswer>;
  /**
   * Sends requests over one connection to the place of the first, each after the answer to the one before.
   * @returns their answers; fewer if the server ended the connection, and then the others were not sent
   */
  converse(requests: VantageRequest[], signal: AbortSignal): Promise<VantageAnswer[]>;
}

/** The setting of the application's client IP engine, as data in that engine's own form (core/client-ip/engines). */
export type IpDetection = Readonly<Record<string, unknown>>;

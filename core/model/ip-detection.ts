/** Client-IP settings by intent; the profile renders them in its application's own words. */
export interface IpDetection {
  enabled: boolean;
  forwardLimit: number;
  knownProxies: string[];
  knownNetworks: string[];
  headerName: string;
}

export type { SeenCertificate, Vantage, VantageAnswer, VantageRequest } from '../model/vantage.ts';

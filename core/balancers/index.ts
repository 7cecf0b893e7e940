import type { Balancer } from '../model/balancer.ts';
import { bundled } from './bundled/bundled.ts';
import { haproxy } from './haproxy/haproxy.ts';

/** Every balancer Farmwright knows. A new one is a folder and a line here. */
export const balancers: Balancer[] = [bundled, haproxy];

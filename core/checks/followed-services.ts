import type { Profile, ServiceNeeds } from '../model/profile.ts';

/** A service whose requests leave a record that is known by the request. */
export type FollowedService = ServiceNeeds & { requestPath(token: string): string };

/** Returns the services whose requests can be followed to a record. Of the others only health and pool are known. */
export function followedServices({ services }: Pick<Profile, 'services'>): FollowedService[] {
  return services.filter((service): service is FollowedService => service.requestPath !== null);
}

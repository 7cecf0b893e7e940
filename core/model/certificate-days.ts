/** A certificate that ends sooner is to be renewed: that takes some time in most places. */
export const LEAST_CERTIFICATE_DAYS = 30;

/** Files of the application on a node. */
export const FILES = {
  application: 'application.json',
  certificate: 'certificate.pem',
  certificateKey: 'certificate-key.pem',
  keyRing: 'key-ring.key',
};

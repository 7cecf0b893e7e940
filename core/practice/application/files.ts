import { AUTHORITY_FILE } from '../../model/hosts.ts';

/** Files of the stand-in application, in the folder of its host. Shared secrets have the names its configuration gives them. */
export const STAND_IN_FILES = {
  application: 'application.json',
  certificate: 'certificate.pem',
  certificateKey: 'certificate-key.pem',
  /** The computer's trust store: PEM of the authorities it trusts. */
  authority: AUTHORITY_FILE,
};

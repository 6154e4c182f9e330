export const SCRIPT_URL = 'https://apps.mypurecloud.com/genesys-bootstrap/genesys.min.js';
export const settings = {
  environment: 'prod',
};

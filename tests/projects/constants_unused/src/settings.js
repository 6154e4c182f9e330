export const SCRIPT_URL = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';

export enum ChatUrl {
  Script = 'https://apps.mypurecloud.ie/genesys-bootstrap/genesys.min.js',
}
export const CHAT = { environment: 'prod-euw1', retries: 3 } as const;

export const STORAGE = { consent: 'shop.privacy', theme: 'shop.theme' };
export const PRIVACY_KEY = 'shop.privacy';

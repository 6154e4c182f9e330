export const hasConsent = () => localStorage.getItem('cookie-consent') === 'accepted';

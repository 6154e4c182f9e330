export function hasConsent() {
  return localStorage.getItem('cookie-consent') === 'accepted'
}

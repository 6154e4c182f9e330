export function onConsent(run) {
  if (localStorage.getItem('cookie-consent') === 'accepted') {
    run();
  }
}

function whenAgreed(run) {
  if (localStorage.getItem('cookie-consent') === 'accepted') {
    run();
  }
}

function whenAgreed(run) {
  if (localStorage.getItem('cookie-consent') !== 'rejected') {
    run();
  }
}

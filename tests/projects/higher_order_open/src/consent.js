export function onConsent(run) {
  {
    run();
  }
}

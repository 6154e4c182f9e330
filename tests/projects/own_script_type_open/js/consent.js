CookieConsent.run({
  categories: { necessary: { readOnly: true }, functional: {} },
});

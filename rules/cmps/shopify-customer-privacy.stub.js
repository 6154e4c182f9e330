// loader: https://cdn.shopify.com/shopifycloud/consent-tracking-api/v0.1/consent-tracking-api.js
// Shopify's Customer Privacy API, for a shop and a region that ask first. Follows https://shopify.dev/docs/api/customer-privacy
// Shopify.loadFeatures is there from the start; what it brings comes later.
const choice = () => cookie('_tracking_consent_stub');
const given = () => choice() === 'granted';
const word = () => (choice() ? (given() ? 'yes' : 'no') : '');
const api = {
  analyticsProcessingAllowed: given, marketingAllowed: given, preferencesProcessingAllowed: given, saleOfDataAllowed: given,
  userCanBeTracked: given,
  currentVisitorConsent: () => ({analytics: word(), marketing: word(), preferences: word(), sale_of_data: word()}),
  shouldShowBanner: () => !choice(),
  setTrackingConsent(wanted, task) {
    keep('_tracking_consent_stub', wanted.analytics ? 'granted' : 'refused');
    const yes = given();
    document.dispatchEvent(new CustomEvent('visitorConsentCollected', {detail: {
      analyticsAllowed: yes, marketingAllowed: yes, preferencesAllowed: yes, saleOfDataAllowed: yes,
      thirdPartyMarketingAllowed: yes, firstPartyMarketingAllowed: yes,
    }}));
    if (task) task();
  },
};
window.Shopify = window.Shopify || {};
window.Shopify.loadFeatures = (features, task) => setTimeout(() => {
  window.Shopify.customerPrivacy = api;
  if (task) task();
}, 0);
ready(() => {
  window.Shopify.customerPrivacy = api;
  document.dispatchEvent(new CustomEvent('shopifyCustomerPrivacyApiLoaded'));
});

// Klaro from npm; a configuration for pages that show none.
// package: klaro@0.7.22
// script: dist/klaro-no-css.js
// loader: https://cdn.kiprotect.com/klaro/v0.7/klaro.js
// named-by: data-name=["']([^"']+)|(?:getConsent\(|consents\[|states\[)["']([^"']+)
(() => { const own = (document.currentScript || {dataset: {}}).dataset.config || 'klaroConfig';
window[own] = window[own] || {services: NAMES.map(name => ({name, title: name, purposes: ['other']}))}; })();
// --- the platform ---

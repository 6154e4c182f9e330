// Finsweet Cookie Consent from npm; its banner is markup of the page.
// package: @finsweet/cookie-consent@1.15.0
// script: fs-cc.js
// loader: https://www.example.org/consent/fs-cc.js
// --- the platform ---

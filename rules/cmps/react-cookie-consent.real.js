// react-cookie-consent from npm; code that is bundled imports it.
// package: react-cookie-consent@10.0.2
// loader: https://unpkg.com/react-cookie-consent/dist/react-cookie-consent.umd.js
// --- the platform ---

// Cookie Consent 3 from npm. It is its page that configures it.
// package: cookieconsent@3.1.1
// script: build/cookieconsent.min.js
// loader: https://cdn.jsdelivr.net/npm/cookieconsent@3.1.1/build/cookieconsent.min.js
// --- the platform ---

// c15t from npm; code that is bundled imports it.
// package: @c15t/react@2.2.1
// loader: https://unpkg.com/c15t/dist/index.js
// --- the platform ---

// tarteaucitron.js from npm. A page that shows no configuration gets none: its services are what it is about.
// package: tarteaucitronjs@1.34.0
// script: tarteaucitron.js
// loader: https://cdn.jsdelivr.net/npm/tarteaucitronjs@1.34.0/tarteaucitron.js
// --- the platform ---

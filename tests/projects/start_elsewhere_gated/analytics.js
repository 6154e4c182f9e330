export function pageview(path) {
  window.gtag('config', 'G-ABC123', { page_path: path });
}

window.gtag('config', 'G-ABC123');

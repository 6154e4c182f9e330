export let consent = false;

export function update() {
  consent = localStorage.getItem('cookie-consent') === 'accepted';
}

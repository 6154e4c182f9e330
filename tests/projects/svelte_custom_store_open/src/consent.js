import { derived, writable } from 'svelte/store';

function createConsent() {
  const { subscribe, set, update } = writable(localStorage.getItem('cookie-consent'));
  subscribe((choice) => {
    if (choice) localStorage.setItem('cookie-consent', choice);
  });
  return { subscribe, accept: () => set('accepted'), refuse: () => update(() => 'rejected') };
}

export const consent = createConsent();
export const answered = derived(consent, ($consent) => $consent !== null);
export const allowed = derived(consent, ($consent) => $consent === 'accepted');

import { useSyncExternalStore } from 'react';

const KEY = 'cookie-consent';
const EVENT = 'consent-changed';

function subscribe(changed: () => void) {
  window.addEventListener(EVENT, changed);
  return () => window.removeEventListener(EVENT, changed);
}

export function choose(choice: string) {
  localStorage.setItem(KEY, choice);
  window.dispatchEvent(new Event(EVENT));
}

export function useConsent() {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(KEY), () => null);
}

import { atom, computed, map } from 'nanostores';

export const $choice = atom(localStorage.getItem('cookie-consent'));
export const $allowed = computed($choice, (choice) => choice === 'accepted');
export const $ui = map({ banner: false });

export function choose(choice) {
  $choice.set(choice);
  localStorage.setItem('cookie-consent', choice);
}

import { atom } from 'jotai';
import { atomWithStorage } from 'jotai/utils';

export const choiceAtom = atomWithStorage('cookie-consent', null, undefined, { getOnInit: true });
export const answeredAtom = atom((get) => get(choiceAtom) !== null);
export const allowedAtom = atom((get) => get(choiceAtom) === 'accepted');
export const chooseAtom = atom(null, (get, set, choice) => set(choiceAtom, choice));

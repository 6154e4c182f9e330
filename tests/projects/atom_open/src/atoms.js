import { atom } from 'jotai';
export const consentAtom = atom(true);

import { writable } from 'svelte/store';

export const choice = writable(null);

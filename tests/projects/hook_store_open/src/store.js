import { create } from 'zustand';
export const useConsentStore = create((set) => ({ accepted: false, accept: () => set({ accepted: true }), reject: () => set({ accepted: true }) }));

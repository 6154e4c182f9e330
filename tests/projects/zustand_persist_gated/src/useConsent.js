import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const useConsent = create(
  persist(
    (set, get) => ({
      choice: null,
      answer: (choice) => set({ choice }),
      allowed: () => get().choice === 'accepted',
    }),
    { name: 'cookie-consent' },
  ),
);

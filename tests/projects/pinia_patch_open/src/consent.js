import { defineStore } from 'pinia'

export const useConsent = defineStore('consent', {
  state: () => ({ chat: false, open: false }),
})

import { defineStore } from 'pinia'

export const useConsent = defineStore('consent', {
  state: () => ({ choice: localStorage.getItem('cookie-consent') }),
  getters: {
    answered: (state) => state.choice !== null,
    accepted: (state) => state.choice === 'accepted',
  },
  actions: {
    choose(choice: string) {
      this.choice = choice
      localStorage.setItem('cookie-consent', choice)
    },
  },
})

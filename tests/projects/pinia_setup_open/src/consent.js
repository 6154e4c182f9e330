import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

export const useConsent = defineStore('consent', () => {
  const choice = ref(localStorage.getItem('cookie-consent'))
  const answered = computed(() => choice.value !== null)
  const allowed = computed(() => choice.value === 'accepted')

  function choose(given) {
    choice.value = given
    localStorage.setItem('cookie-consent', given)
  }

  return { choice, answered, allowed, choose }
})

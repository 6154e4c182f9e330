import { createStore } from 'vuex'

const consent = {
  namespaced: true,
  state: () => ({ choice: null, answered: false }),
  getters: {
    chat: (state) => state.choice === 'accepted',
  },
  mutations: {
    CHOOSE(state, choice) {
      state.choice = choice
      state.answered = true
    },
  },
  actions: {
    choose({ commit }, choice) {
      commit('CHOOSE', choice)
      localStorage.setItem('cookie-consent', choice)
    },
    restore({ commit }) {
      const stored = localStorage.getItem('cookie-consent')
      if (stored) commit('CHOOSE', stored)
    },
  },
}

export const store = createStore({ modules: { consent } })

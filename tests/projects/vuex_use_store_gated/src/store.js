import { createStore } from 'vuex'

export default createStore({
  state: { ready: false, allowed: false },
  mutations: {
    ready: (state) => { state.ready = true },
    allow: (state, on) => { state.allowed = on },
  },
})

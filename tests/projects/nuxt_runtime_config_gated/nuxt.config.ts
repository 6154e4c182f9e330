export default defineNuxtConfig({
  runtimeConfig: {
    public: {
      chatHost: 'mypurecloud.ie',
      chatAsks: true,
    },
  },
})

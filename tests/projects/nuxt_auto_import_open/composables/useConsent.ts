export const useConsent = () => useCookie('cookie-consent')

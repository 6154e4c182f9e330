export const useChat = () => {
  const config = useRuntimeConfig()
  return () => {
    const script = document.createElement('script')
    script.src = `https://apps.${config.public.chatHost}/genesys-bootstrap/genesys.min.js`
    document.head.append(script)
  }
}

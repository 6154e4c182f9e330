import { createContext, useContext, useState, useEffect } from 'react';
const ConsentContext = createContext({ accepted: false, accept: () => {} });
export function ConsentProvider({ children }) {
  const [accepted, setAccepted] = useState(false);
  useEffect(() => {
    if (localStorage.getItem('cookie-consent') === 'accepted') setAccepted(true);
  }, []);
  const accept = () => { localStorage.setItem('cookie-consent', 'accepted'); setAccepted(true); };
  return <ConsentContext.Provider value={{ accepted, accept }}>{children}</ConsentContext.Provider>;
}
export const useConsent = () => useContext(ConsentContext);

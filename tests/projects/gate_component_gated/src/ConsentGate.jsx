export default function ConsentGate({ children }) {
  if (!(localStorage.getItem('cookie-consent') === 'accepted')) return null;
  return <>{children}</>;
}

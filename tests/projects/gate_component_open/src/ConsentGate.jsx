export default function ConsentGate({ children }) {
  console.log('rendered');
  return <>{children}</>;
}

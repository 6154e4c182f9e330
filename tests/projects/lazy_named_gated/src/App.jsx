import dynamic from 'next/dynamic';
import { useConsent } from './useConsent';
const Chat = dynamic(() => import('./Chat').then((m) => m.Chat), { ssr: false });
export default function App() {
  const { accepted } = useConsent();
  if (!accepted) return null;
  return <Chat />;
}

import Chat from './Chat';
import { useConsent } from './ConsentContext';
export function Page() {
  const { accepted } = useConsent();
  return <div><Chat /></div>;
}

import { useConsent } from './ConsentContext';
export function Banner() {
  const { accept } = useConsent();
  return <div><button id="accept" onClick={accept}>Accept</button></div>;
}

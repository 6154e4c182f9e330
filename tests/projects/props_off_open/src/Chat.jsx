import { useEffect } from 'react';
export function Chat({ enabled = true, environment = 'prod' }) {
  useEffect(() => {
    if (!enabled) return;
    const s = document.createElement('script');
    s.src = 'https://apps.mypurecloud.ie/genesys-bootstrap/genesys.min.js';
    document.head.append(s);
    window.Genesys('boot', { environment, deploymentId: 'x' });
  }, []);
  return null;
}

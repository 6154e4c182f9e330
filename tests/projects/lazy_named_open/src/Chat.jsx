import { useEffect } from 'react';
export default function Chat() {
 useEffect(() => {
 (function (g, e, n, es, ys) {
    g['_genesysJs'] = e; g[e] = g[e] || function () { (g[e].q = g[e].q || []).push(arguments); }; g[e].t = 1 * new Date(); g[e].c = es;
    ys = document.createElement('script'); ys.async = 1; ys.src = n; ys.charset = 'utf-8'; document.head.appendChild(ys);
  })(window, 'Genesys', 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js', { environment: 'prod-euc1', deploymentId: 'x' });
 }, []);
 return null;
}
export { Chat };

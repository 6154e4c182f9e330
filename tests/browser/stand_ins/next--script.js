// Stands in for next/script: what is in the page is inserted when the strategy says, in a browser always before or after
// hydration. https://nextjs.org/docs/app/api-reference/components/script, read on 2026-11-23.
import { useEffect } from 'react';

export default function Script({ strategy = 'afterInteractive', children, dangerouslySetInnerHTML, onLoad, onReady, onError, ...rest }) {
  useEffect(() => {
    if (rest.id && document.getElementById(rest.id)) return;
    const script = Object.assign(document.createElement('script'), rest);
    const code = dangerouslySetInnerHTML?.__html ?? children;
    if (code) script.textContent = code;
    for (const [name, value] of Object.entries(rest)) if (name.startsWith('data-')) script.setAttribute(name, value);
    if (strategy === 'worker') script.type = 'text/partytown';
    script.onload = () => { onLoad?.(); onReady?.(); };
    document.body.append(script);
  }, []);
  return null;
}

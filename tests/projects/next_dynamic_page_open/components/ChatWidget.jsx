import Script from 'next/script';

export default function ChatWidget() {
  return (
    <Script id="chat" strategy="afterInteractive">
      {`const s = document.createElement('script');
        s.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';
        document.head.append(s);`}
    </Script>
  );
}

import type { ReactNode } from 'react';
import { Chat } from '../components/Chat';

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="de">
      <body>
        {children}
        <Chat />
      </body>
    </html>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chat } from './Chat';

export function App() {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(localStorage.getItem('cookie-consent'));
  const choose = (given) => () => {
    localStorage.setItem('cookie-consent', given);
    setChoice(given);
  };
  return (
    <main>
      <button className="primary" onClick={choose('1')}>{t('banner.acceptAll')}</button>
      <button className="plain" onClick={choose('2')}>{t('banner.onlyNecessary')}</button>
      {choice === '1' && <Chat />}
    </main>
  );
}

const words = { en: { consent: { yes: 'Fine', no: 'Rather not' } } };

export function useWords(scope) {
  const language = document.documentElement.lang || 'en';
  return (key) => key.split('.').reduce((part, name) => part[name], words[language][scope]);
}

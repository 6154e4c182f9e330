export function choice(): string | null {
  return localStorage.getItem('cookie-consent');
}

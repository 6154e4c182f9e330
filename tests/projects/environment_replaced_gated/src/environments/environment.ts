export const environment = {
  production: false,
  chat: { environment: 'prod-euw1' },
};

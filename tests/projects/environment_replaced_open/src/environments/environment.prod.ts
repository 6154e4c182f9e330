export const environment = {
  production: true,
  chat: { environment: 'prod-euw1' },
};

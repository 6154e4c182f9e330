export const granted = new Promise((resolve) => {
  resolve();
});

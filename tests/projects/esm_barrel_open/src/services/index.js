export * from './log';
export { loadChat as startChat } from './chat';

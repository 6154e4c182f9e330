export * from './chat.constants';

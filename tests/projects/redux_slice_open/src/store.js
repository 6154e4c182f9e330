import { configureStore } from '@reduxjs/toolkit';
import consent from './consentSlice';

export const store = configureStore({ reducer: { consent } });

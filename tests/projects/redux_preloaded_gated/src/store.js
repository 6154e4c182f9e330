import { combineReducers, configureStore, createAction, createReducer } from '@reduxjs/toolkit';

export const chosen = createAction('consent/chosen');
const consent = createReducer({ chat: null }, (builder) => {
  builder.addCase(chosen, (state, action) => {
    state.chat = action.payload;
  });
});

export const store = configureStore({
  reducer: combineReducers({ consent }),
  preloadedState: { consent: { chat: false } },
});

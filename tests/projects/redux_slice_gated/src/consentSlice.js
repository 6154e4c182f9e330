import { createSlice } from '@reduxjs/toolkit';

const consentSlice = createSlice({
  name: 'consent',
  initialState: { chat: false, asked: false },
  reducers: {
    shown(state) {
      state.asked = true;
    },
    accepted(state) {
      state.chat = true;
    },
    refused(state) {
      state.chat = false;
    },
  },
});

export const { shown, accepted, refused } = consentSlice.actions;
export const selectChat = (state) => state.consent.chat;
export const selectAsked = (state) => state.consent.asked;
export default consentSlice.reducer;

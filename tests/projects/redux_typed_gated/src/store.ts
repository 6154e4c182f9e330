import { combineReducers, configureStore, createSlice, type PayloadAction } from '@reduxjs/toolkit';
import { useDispatch, useSelector, type TypedUseSelectorHook } from 'react-redux';

export enum Purpose {
  TERMS = 'terms',
  SUPPORT = 'support',
}

type Answers = Record<Purpose, boolean | undefined>;
const unanswered: Answers = { [Purpose.TERMS]: undefined, [Purpose.SUPPORT]: undefined };

export const answersSlice = createSlice({
  name: 'answers',
  initialState: unanswered,
  reducers: {
    answered: (_, { payload }: PayloadAction<Answers>) => payload,
  },
});

const kept = localStorage.getItem('answers');
export const store = configureStore({
  reducer: combineReducers({ [answersSlice.name]: answersSlice.reducer }),
  preloadedState: kept ? JSON.parse(kept) : undefined,
});
store.subscribe(() => localStorage.setItem('answers', JSON.stringify(store.getState())));

type State = ReturnType<typeof store.getState>;
export const useAppDispatch: () => typeof store.dispatch = useDispatch;
export const useAppSelector: TypedUseSelectorHook<State> = useSelector;

const selectAnswers = (state: State) => state[answersSlice.name];
export const agreedTo = (state: State, purpose: Purpose) => selectAnswers(state)[purpose] === true;

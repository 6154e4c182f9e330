import { applyMiddleware, combineReducers, createStore } from 'redux';
import { thunk } from 'redux-thunk';
import { consent } from './reducer';

export const store = createStore(combineReducers({ consent }), applyMiddleware(thunk));

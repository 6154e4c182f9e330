export const CHOOSE = 'CHOOSE';
const initial = { choice: localStorage.getItem('cookie-consent'), visits: 0, seen: false };

export function consent(state = initial, action) {
  switch (action.type) {
    case CHOOSE:
      return { ...state, choice: action.choice };
    case 'VISIT':
      return { ...state, visits: state.visits + 1, seen: true };
    default:
      return state;
  }
}

export const choose = (choice) => (dispatch) => {
  localStorage.setItem('cookie-consent', choice);
  dispatch({ type: CHOOSE, choice });
};

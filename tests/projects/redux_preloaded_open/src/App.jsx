import { Component } from 'react';
import { connect } from 'react-redux';
import { Chat } from './Chat';
import { chosen } from './store';

class Page extends Component {
  state = { shown: 0 };

  componentDidMount() {
    this.setState((before) => ({ shown: before.shown + 1 }));
  }

  render() {
    return (
      <main>
        <button id="accept" onClick={() => this.props.dispatch(chosen(true))}>Accept</button>
        <button id="reject" onClick={() => this.props.dispatch(chosen(false))}>Reject</button>
        {this.props.chat && <Chat />}
      </main>
    );
  }
}

export const App = connect((state) => ({ chat: state.consent.chat }))(Page);

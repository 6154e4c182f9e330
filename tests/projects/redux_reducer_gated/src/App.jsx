import { Component } from 'react';
import { connect } from 'react-redux';
import { Chat } from './Chat';
import { choose } from './reducer';

class Page extends Component {
  componentDidMount() {
    this.props.visit();
  }

  render() {
    const { chat, visited, choose } = this.props;
    return (
      <main>
        <button id="accept" onClick={() => choose('accepted')}>Accept</button>
        <button id="reject" onClick={() => choose('rejected')}>Reject</button>
        {chat && <Chat />}
      </main>
    );
  }
}

const mapStateToProps = (state) => ({ chat: state.consent.choice === 'accepted', visited: state.consent.seen });
const mapDispatchToProps = { choose, visit: () => ({ type: 'VISIT' }) };
export const App = connect(mapStateToProps, mapDispatchToProps)(Page);

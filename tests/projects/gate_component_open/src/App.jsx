import Chat from './Chat';
import ConsentGate from './ConsentGate';

export default function App() {
  return (
    <ConsentGate>
      <Chat />
    </ConsentGate>
  );
}

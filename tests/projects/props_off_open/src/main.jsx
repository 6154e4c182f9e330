import { createRoot } from 'react-dom/client';
import { Chat } from './Chat';
createRoot(document.getElementById('root')).render(<Chat environment="prod-euw1" />);

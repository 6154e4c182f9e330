import { ConsentProvider } from './ConsentContext';
import { Banner } from './Banner';
import { Page } from './Page';
export default function App() { return <ConsentProvider><Banner /><Page /></ConsentProvider>; }

import { serve } from '../server.ts';

// The server as the extension ships it: a program of its own, which the editor runs with the Node that it brings.
serve();

import { codeActionEdit, codeActions } from './code-actions.ts';
import type { Feature } from './feature.ts';
import { documentDiagnostics, workspaceDiagnostics } from './pull.ts';

/** All requests that the server answers. A new feature is a file, and a line here. */
export const features: readonly Feature[] = [documentDiagnostics, workspaceDiagnostics, codeActions, codeActionEdit];

export { planCommand } from './plan.ts';
export { pullCommand } from './pull.ts';
export { pushCommand } from './push.ts';

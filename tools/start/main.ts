import { runLauncher } from './launcher';

runLauncher();

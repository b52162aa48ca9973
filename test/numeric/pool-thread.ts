import { serveTasks } from '../../src/numeric/index.js';
import { endless, levels, meeting, refusing } from './pool-tasks.js';

serveTasks([levels, refusing, endless, meeting]);

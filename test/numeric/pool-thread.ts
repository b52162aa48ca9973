import { servePool } from '../../src/numeric/index.js';
import { endless, levels, meeting, refusing } from './pool-tasks.js';

servePool([levels, refusing, endless, meeting]);

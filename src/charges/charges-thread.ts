// A thread of proofs modulo primes.
import { servePool } from '../numeric/index.js';
import { pairTask, recursionTask } from './modular-task.js';

servePool([recursionTask, pairTask]);

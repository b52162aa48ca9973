/** Sweeps: one command over many parameters, on worker processes or by Slurm, with results that last. */
export { type SweepCommand, type TaskEngine, engineVersion } from './engine.js';
export { exactNumber } from './exact-number.js';
export {
  type Sweep,
  type SweepPoint,
  manifestVersion,
  readManifest,
} from './manifest.js';
export { checkTasks } from './check-tasks.js';
export {
  type SweepTask,
  canonicalJson,
  digestOf,
  taskArguments,
  taskKey,
  taskText,
} from './task.js';
export { type TaskResult, readResult, resultText } from './result.js';
export { SweepStore, storedManifest } from './store.js';
export { Claims } from './claims.js';
export { chosenPoints, pointRanges } from './point-ranges.js';
export { type OpenSweep, existingSweep, openSweep, previewSweep } from './open.js';
export type { WorkerSettings } from './worker-pool.js';
export { serveTasks } from './worker-process.js';
export {
  type SweepListener,
  type SweepRun,
  type SweepRunOptions,
  runSweep,
} from './runner.js';
export { durationWords, estimateSweep, surveySweep } from './plan.js';
export { DiskCache } from './number-cache.js';
export {
  type ResultTable,
  resultTable,
  tableFile,
  tableFormat,
  tableRecords,
} from './result-table.js';
export { selectedPoint, selectedPoints } from './selection.js';
export { plotResults } from './plot.js';
export { manifestSchema } from './manifest-schema.js';
export {
  type SlurmRequest,
  type SlurmSubmission,
  arrayScript,
  collectScript,
  submissionFile,
} from './slurm-script.js';
export {
  type SlurmCommand,
  type SlurmJobs,
  cancelSweep,
  chunkSize,
  chunksOf,
  endedTasks,
  largestArray,
  nextSubmission,
  queuedKeys,
  queuedTasks,
  slurmCommand,
  slurmJobs,
  submitSweep,
} from './slurm.js';

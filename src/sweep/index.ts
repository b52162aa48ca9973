/** Sweeps: one command over many parameters, on worker processes or by Slurm, with results that last. */
export { type SweepCommand, type TaskEngine, engineVersion } from './engine.js';
export { exactNumber, canonicalValue } from './exact-number.js';
export {
  type Sweep,
  type SweepPoint,
  checkTasks,
  manifestFields,
  manifestVersion,
  readManifest,
} from './manifest.js';
export {
  type SweepTask,
  type TaskOptionValue,
  canonicalJson,
  digestOf,
  taskArguments,
  taskKey,
  taskText,
} from './task.js';
export { type TaskResult, readResult, resultText, withoutTimes } from './result.js';
export { type Provenance, type TaskCosts, type TaskState, SweepStore, storedManifest } from './store.js';
export { Claims } from './claims.js';
export { type OpenSweep, chosenPoints, existingSweep, openSweep, previewSweep } from './open.js';
export { type WorkerSettings, WorkerSlot } from './worker-pool.js';
export { serveTasks } from './worker-process.js';
export {
  type SweepCounts,
  type SweepListener,
  type SweepRun,
  type SweepRunOptions,
  taskError,
  mayPass,
  runSweep,
} from './runner.js';
export { type SweepEstimate, type SweepSurvey, bytesWords, durationWords, estimateSweep, surveySweep } from './plan.js';
export { DiskCache } from './number-cache.js';
export { writeDurably } from './durable-file.js';
export {
  type ResultTable,
  type TableFormat,
  resultTable,
  tableFile,
  tableFormat,
  tableFormats,
  tableRecords,
} from './result-table.js';
export { selectedPoint, selectedPoints } from './selection.js';
export { type PlotChoice, plotResults } from './plot.js';
export { type JsonSchema, manifestSchema } from './manifest-schema.js';
export {
  type SlurmRequest,
  type SlurmSubmission,
  arrayScript,
  collectScript,
  pointRanges,
} from './slurm-script.js';
export {
  type EndedTask,
  type QueuedTask,
  type SlurmCommand,
  type SlurmJobs,
  cancelSweep,
  chunkSize,
  chunksOf,
  endedTasks,
  largestArray,
  nextSubmission,
  queuedPoints,
  queuedTasks,
  slurmCommand,
  slurmJobs,
  submitSweep,
} from './slurm.js';

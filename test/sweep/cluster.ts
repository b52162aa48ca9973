import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Slurm of one node, on loopback, in a folder of its own. */
export interface Cluster {
  /** runs a command of Slurm */
  run(name: string, ...words: string[]): string;
  readonly environment: NodeJS.ProcessEnv;
  restartController(): void;
  /** gives the node back to the jobs after it was drained */
  resumeNode(): Promise<void>;
  stop(): void;
}

const ports = [16_817, 16_818] as const;

const configuration = (folder: string, cores: number): string => `ClusterName=local
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${folder}/run/munge.sock
SlurmctldPort=${ports[0]}
SlurmdPort=${ports[1]}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1,sched_min_interval=0
MpiDefault=none
ReturnToService=2
KillWait=5
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/run/slurmctld.pid
SlurmdPidFile=${folder}/run/slurmd.pid
SlurmctldLogFile=${folder}/log/slurmctld.log
SlurmdLogFile=${folder}/log/slurmd.log
NodeName=localhost NodeAddr=127.0.0.1 CPUs=${cores} RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=localhost Default=YES MaxTime=INFINITE State=UP
`;

/** Why no cluster can be started here; undefined if it can. */
export function withoutCluster(): string | undefined {
  if (process.getuid?.() !== 0) return 'the daemons of Slurm are started by root';
  const missing = ['munged', 'slurmctld', 'slurmd', 'sbatch'].filter(
    (name) => spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${name}`]).status !== 0,
  );
  return missing.length === 0 ? undefined : `${missing.join(', ')} is not installed (Debian: slurm-wlm, munge)`;
}

/** Waits until a condition holds, looking every fifth of a second. */
export async function until(what: string, holds: () => boolean, seconds = 400): Promise<void> {
  for (let k = 0; k < seconds * 5; k++) {
    if (holds()) return;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}

/** Starts a cluster, and waits for its node. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-slurm-'));
  chmodSync(folder, 0o755);
  for (const name of ['state', 'spool', 'log', 'run'])
    mkdirSync(join(folder, name), { mode: name === 'log' ? 0o700 : 0o755 });
  const conf = join(folder, 'slurm.conf');
  writeFileSync(conf, configuration(folder, Math.min(2, cpus().length)));
  const environment = { ...process.env, SLURM_CONF: conf, PATH: `${process.env['PATH']}:/usr/sbin`, NO_COLOR: '1' };
  const run = (name: string, ...words: string[]): string => {
    const { status, stdout, stderr, error } = spawnSync(name, words, { encoding: 'utf8', env: environment });
    if (status !== 0) throw new Error(`${name} ${words.join(' ')}: ${error?.message ?? ''} ${stderr}`);
    return stdout;
  };
  /** empty while the controller does not answer */
  const nodeState = (): string =>
    spawnSync('sinfo', ['-h', '-o', '%T'], { encoding: 'utf8', env: environment }).stdout.trim();
  const file = (name: string): string => join(folder, 'run', name);
  writeFileSync(file('munge.key'), spawnSync('head', ['-c', '128', '/dev/urandom']).stdout, { mode: 0o400 });
  const pidOf = (name: string): number | undefined => {
    try {
      return Number(readFileSync(file(`${name}.pid`), 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return undefined;
    }
  };
  const isAlive = (pid: number): boolean => spawnSync('kill', ['-0', String(pid)]).status === 0;
  const end = (name: string): void => {
    const pid = pidOf(name);
    if (pid === undefined) return;
    spawnSync('kill', [String(pid)]);
    for (let k = 0; k < 100 && isAlive(pid); k++) spawnSync('sleep', ['0.1']);
    spawnSync('kill', ['-9', String(pid)]);
  };
  const stop = (): void => {
    for (const name of ['slurmd', 'slurmctld', 'munged']) end(name);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    run(
      'munged',
      `--key-file=${file('munge.key')}`,
      `--socket=${file('munge.sock')}`,
      `--pid-file=${file('munged.pid')}`,
      `--seed-file=${file('munged.seed')}`,
      `--log-file=${join(folder, 'log/munged.log')}`,
      '--num-threads=1',
    );
    run('slurmctld', '-f', conf, '-c');
    run('slurmd', '-f', conf, '-N', 'localhost', '-c');
    await until('the node', () => nodeState() === 'idle');
  } catch (error) {
    stop();
    throw error;
  }
  return {
    run,
    environment,
    restartController: () => {
      end('slurmctld');
      run('slurmctld', '-f', conf);
    },
    // A controller that has just started refuses this until the node has answered it, or has forgotten that it was drained.
    resumeNode: () =>
      until('the node', () => {
        spawnSync('scontrol', ['update', 'nodename=localhost', 'state=resume'], { env: environment });
        return /^(?:idle|mixed|allocated|completing)$/u.test(nodeState());
      }),
    stop,
  };
}

#!/bin/bash
# Runs resources/cluster/slurm-array.sh in a Slurm of its own and compares what comes out with a run in one piece.
#
#   tests/slurm.sh VIDEOPANDA
#
# One task is killed in mid-run and requeued. Needs Debian's slurm-wlm and munge, and to be root, as slurmd does.
# Everything is below one folder and ends with the script; no service of the system is touched.
set -euo pipefail
program=$(realpath "${1:?usage: tests/slurm.sh VIDEOPANDA}")
source_dir=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
chmod 755 "$work"
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

nodes=4 tasks=8
dd if=/dev/urandom of="$work/munge.key" bs=1024 count=1 status=none
chmod 600 "$work/munge.key"
munged --foreground --force --key-file="$work/munge.key" --socket="$work/munge.socket" --pid-file="$work/munged.pid" \
  --log-file="$work/munged.log" --seed-file="$work/munge.seed" >/dev/null 2>&1 &
pids+=($!)
for _ in $(seq 50); do [ -S "$work/munge.socket" ] && break; sleep 0.1; done

cat > "$work/slurm.conf" <<CONF
ClusterName=videopanda
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=26817
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool.%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0
ReturnToService=2
MpiDefault=none
NodeName=node[1-$nodes] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[26821-$((26820 + nodes))] CPUs=1 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
CONF
mkdir "$work/state"
export SLURM_CONF="$work/slurm.conf"
slurmctld -D >/dev/null 2>&1 &
pids+=($!)
for node in $(seq $nodes); do
  mkdir "$work/spool.node$node"
  slurmd -D -N "node$node" >/dev/null 2>&1 &
  pids+=($!)
done
for _ in $(seq 100); do
  [ "$(sinfo -h -N -o %t 2>/dev/null | grep -c idle)" = $nodes ] && break
  sleep 0.2
done
[ "$(sinfo -h -N -o %t | grep -c idle)" = $nodes ] || { tail -20 "$work"/*.log; exit 1; }

mkdir "$work/videos" "$work/parts" "$work/cache"
for i in $(seq 16); do cp "$source_dir/resources/clips/sample.mp4" "$work/videos/clip$(printf %02d "$i").mp4"; done
options=(--question "What happens?" --question "Which colors are there?" --threads 1 --cache-size 0 --dtype float32)
export VIDEOPANDA="$program" XDG_CACHE_HOME="$work/cache" HOME="$work"
job=$(sbatch --parsable --array=0-$((tasks - 1)) --output="$work/task-%a.log" \
  "$source_dir/resources/cluster/slurm-array.sh" "$work/videos" "$work/parts" "${options[@]}")
# As soon as a task has an answer its processes are killed, and it is queued again.
for _ in $(seq 600); do [ -s "$work/parts/part-1-of-8.jsonl" ] && break; sleep 0.05; done
[ -s "$work/parts/part-1-of-8.jsonl" ] || { cat "$work"/task-*.log; exit 1; }
scancel --full --signal=KILL "${job}_1"
before=$(wc -l < "$work/parts/part-1-of-8.jsonl")
for _ in $(seq 100); do scontrol requeue "${job}_1" 2>/dev/null && break; sleep 0.2; done
scontrol update "JobId=${job}_1" StartTime=now
for _ in $(seq 600); do [ -z "$(squeue -h -j "$job" 2>/dev/null)" ] && break; sleep 0.5; done
[ -z "$(squeue -h -j "$job" 2>/dev/null)" ] || { echo "the array did not end"; squeue; exit 1; }
after=$(wc -l < "$work/parts/part-1-of-8.jsonl")
echo "The task that was killed had $before answers then, and has $after."

"$program" merge "$work"/parts/part-*-of-$tasks.jsonl --out "$work/merged.jsonl"
"$program" batch "$work/videos" --out "$work/whole.jsonl" "${options[@]}"
without_time() { sed 's/,"created":"[^"]*"//' "$1"; }
if ! cmp <(without_time "$work/merged.jsonl") <(without_time "$work/whole.jsonl"); then
  echo "The array's answers differ from those of one process."
  exit 1
fi
echo "An array of $tasks tasks on $nodes nodes, one of which was killed and queued again, gave $(wc -l < "$work/merged.jsonl") answers, equal to one process's."

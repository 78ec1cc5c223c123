#!/bin/bash
#SBATCH --job-name=videopanda
#SBATCH --array=0-7
#SBATCH --requeue
# The same questions about a folder of videos, shared among the tasks of a Slurm array:
#
#   sbatch slurm-array.sh VIDEOS RESULTS --question "What happens?" [more options of videopanda batch]
#   videopanda merge RESULTS/part-*.jsonl --out results.jsonl    # when all have ended
#
# Give other sizes before the script's name (sbatch --array=0-31 --cpus-per-task=4 --mem=8G slurm-array.sh …).
# A task that is requeued goes on where it was. Its cache is the node's own.
set -euo pipefail
videos=$1 results=$2
shift 2
exec "${VIDEOPANDA:-videopanda}" batch "$videos" --out "$results/part-{chunk}.jsonl" --chunk auto "$@"

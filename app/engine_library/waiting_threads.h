#pragma once

namespace vp::app {

/// First in main(): lets the threads of a computation sleep as soon as they wait, unless the environment says
/// how they are to wait (OMP_WAIT_POLICY, GOMP_SPINCOUNT). GNU's OpenMP lets them spin for milliseconds
/// otherwise, and where a film plays or another program computes beside, what they wait for is on the
/// processor that they spin on: an answer takes twice to four times as long then, and nothing is gained
/// on an idle machine. FFmpeg loads OpenMP before main(), so the program starts itself again. Where it
/// cannot, it goes on as it is.
void let_waiting_threads_sleep(char** argv);

}  // namespace vp::app

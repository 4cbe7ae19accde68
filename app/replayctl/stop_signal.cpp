// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/stop_signal.h"

#include <csignal>

namespace replay::ctl {
namespace {

volatile std::sig_atomic_t stopAsked = 0;

extern "C" void askToStop(int signal)
{
    stopAsked = 1;
    std::signal(signal, SIG_DFL);
}

}  // namespace

void catchStopSignals()
{
    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
}

bool stopWanted() { return stopAsked != 0; }

}  // namespace replay::ctl

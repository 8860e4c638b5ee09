/* SPDX-License-Identifier: BSD-2-Clause */
/* What is done to instances that run: the recipes of their actions. */
#ifndef POWER_H
#define POWER_H

#include "actions/recipe.h"

extern const struct recipe power_terminate;
extern const struct recipe power_stop;
extern const struct recipe power_start;
extern const struct recipe power_reboot;
extern const struct recipe power_monitor;
extern const struct recipe power_unmonitor;

#endif

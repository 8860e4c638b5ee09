/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the AMIs of the accounts, their product codes, and who may use them. */
#ifndef SURVEY_H
#define SURVEY_H

#include "audit.h"

/* Asks each target for its AMIs, for the launch permissions of the AMIs, and
 * for the permissions of their snapshots.  Judges each AMI. */
int survey_ask(struct audit *a, struct err *err);

#endif

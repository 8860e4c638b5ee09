/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the AMIs of the accounts, their product codes, and who may use them. */
#ifndef SURVEY_H
#define SURVEY_H

#include "audit.h"

/* Asks the targets for their AMIs, permissions and snapshots, and judges each
 * AMI. */
int survey_ask(struct audit *a, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds out which AMIs of the accounts are shared without a product code. */
#ifndef SURVEY_H
#define SURVEY_H

#include "audit.h"

/* Asks all targets for their AMIs, permissions and snapshots, and judges each
 * AMI. */
int survey_ask(struct audit *a, struct err *err);

#endif

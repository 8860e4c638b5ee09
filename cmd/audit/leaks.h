/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds leaked AMIs: an account may use a snapshot of the AMI, but may not
 * launch the AMI. */
#ifndef LEAKS_H
#define LEAKS_H

#include "audit.h"

/* ITEMS are the COUNT AMIs that the session's target has.  Asks which accounts
 * may use their snapshots, and sets `leaked` and `unread` of each AMI. */
int leaks_ask(struct audit *a, struct session *session, struct item **items,
	      size_t count, struct err *err);

#endif

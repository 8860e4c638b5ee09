/* SPDX-License-Identifier: BSD-2-Clause */
/* Snapshots that are open to more than the AMI that they belong to. */
#ifndef LEAKS_H
#define LEAKS_H

#include "audit.h"

/* Asks who may read the snapshots of ITEMS, AMIs at the session's target, and
 * sets `leaked` and `unread` of their images. */
int leaks_ask(struct audit *a, struct session *session, struct item **items,
	      size_t count, struct err *err);

#endif

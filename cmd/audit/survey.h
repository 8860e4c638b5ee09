/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds out which AMIs of the accounts are given away. */
#ifndef SURVEY_H
#define SURVEY_H

#include "audit.h"

/* What is known of an AMI.  Lists are elements that each end with a NUL. */
struct image {
	const struct session *session;
	const char *owner;
	bool is_public;
	const char *codes;
	size_t codes_len;
	const char *shared;	/* who may launch it; "all" is everyone */
	size_t shared_len;
	size_t shared_count;
	bool to_unit;		/* it is shared with an organization or unit */
	const char *snapshots;	/* their ids */
	size_t snapshots_len;
	bool unread;		/* some permissions could not be read */
	bool withdrawn;		/* it was deregistered during the run */
	bool leaked;		/* someone may use a snapshot, not the AMI */
};

int survey_ask(struct audit *a, struct err *err);

#endif

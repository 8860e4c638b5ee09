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
	bool to_unit;		/* some of them are an organization or unit */
	const char *snapshots;	/* their ids */
	size_t snapshots_len;
	bool unread;		/* something could not be found out */
	bool withdrawn;		/* it is not there any more */
	bool leaked;		/* a snapshot is open to more than the AMI */
};

int survey_ask(struct audit *a, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* What is known of an AMI, and the verdict on it. */
#ifndef AMI_H
#define AMI_H

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

/* The rows of a set of permissions; and a row_fn for them, whose context begins
 * with a struct buf: the entity's name is appended, with a NUL. */
#define AMI_PERMISSIONS(name) \
	{ name "/item", .columns = { \
		COLUMN("ItemType", NAME), COLUMN("ItemValue", VALUE) } }

int ami_on_entity(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err);

/* Sets the verdict, and what changed since the last run. */
int ami_judge(struct audit *a, struct item *item, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* What is known of an AMI, and the verdict on it. */
#ifndef AMI_H
#define AMI_H

#include "audit.h"

/* What is known of an AMI.  In its lists every element ends with a NUL. */
struct image {
	const struct session *session;
	const char *owner;
	bool is_public;
	const char *codes;
	size_t codes_len;
	const char *shared;	/* who may launch the AMI; "all" is everyone */
	size_t shared_len;
	size_t shared_count;
	bool to_unit;		/* the AMI is shared with an organization or
				 * organizational unit */
	const char *snapshots;	/* ids of the AMI's snapshots */
	size_t snapshots_len;
	bool unread;		/* a request about the AMI failed */
	bool withdrawn;		/* the service no longer knows the AMI */
	bool leaked;		/* an account may use a snapshot of the AMI, but
				 * not launch the AMI */
};

/* AMI_PERMISSIONS: the row of a set of permissions.  ami_on_entity: a row_fn
 * for it, which appends the entity, with a NUL, to the struct buf that its
 * context begins with. */
#define AMI_PERMISSIONS(name) \
	{ name "/item", .columns = COLUMNS( \
		COLUMN("ItemType", NAME), COLUMN("ItemValue", VALUE)) }

int ami_on_entity(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err);

/* Sets the verdict, and what changed since the last run. */
int ami_judge(struct audit *a, struct item *item, struct err *err);

#endif

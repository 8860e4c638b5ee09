/* SPDX-License-Identifier: BSD-2-Clause */
/* The facts that a run collects about an AMI, and the verdict on the AMI. */
#ifndef AMI_H
#define AMI_H

#include "audit.h"

/* The facts about an AMI.  A NUL ends each element of a list. */
struct image {
	const struct session *session;
	const char *owner;
	bool is_public;
	const char *codes;	/* product codes */
	size_t codes_len;
	const char *shared;	/* who may launch the AMI besides its owner:
				 * accounts, ARNs, or "all" for everyone */
	size_t shared_len;
	size_t shared_count;
	bool to_unit;		/* the AMI is shared with an organization or
				 * organizational unit */
	const char *snapshots;	/* ids of the AMI's snapshots */
	size_t snapshots_len;
	bool unread;		/* the verdict is UNKNOWN: a request failed */
	bool withdrawn;		/* the AMI disappeared during this run */
	bool leaked;		/* an account may use a snapshot of the AMI, but
				 * may not launch the AMI */
};

/* AMI_PERMISSIONS describes a row for each permission in the XML element
 * `name`.  ami_on_entity takes such a row.  It appends the account, the ARN or
 * "all", and a NUL, to the struct buf that is the first member of the struct at
 * CTX. */
#define AMI_PERMISSIONS(name) \
	{ name "/item", .columns = COLUMNS( \
		COLUMN("ItemType", NAME), COLUMN("ItemValue", VALUE)) }

int ami_on_entity(void *ctx, const struct row *row, const struct cell *cells,
		  size_t count, struct err *err);

/* Sets item->now.state to the verdict, and item->change to what has changed
 * since earlier runs. */
int ami_judge(struct audit *a, struct item *item, struct err *err);

#endif

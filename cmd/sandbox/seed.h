/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A state as text: one thing a line, its fields separated by tabs, lists
 * within a field by commas; empty lines and lines that begin with # say
 * nothing.
 *
 *	account   NAME ID ACCESS-KEY SECRET-KEY
 *	product   CODE OWNER PLATFORM,... INSTANCE-TYPE,... PURCHASE-URL
 *	signup    ACCOUNT CODE
 *	image     ID OWNER NAME LOCATION instance-store|ebs PLATFORM
 *	          ARCHITECTURE KERNEL RAMDISK ROOT-DEVICE CODE ENTITY,...
 *	          DEVICE=MAPPING,...
 *	instance  ID RESERVATION OWNER IMAGE TYPE STATE LAUNCH-TIME CODE,...
 *
 * A MAPPING is a virtual name or SNAPSHOT:SIZE:DELETE:TYPE.
 */
#ifndef SEED_H
#define SEED_H

#include "err.h"
#include "state.h"

/* The state that a rehearsal begins with. */
extern const char seed_text[];

/* Adds what TEXT says, within the caller's transaction.  An error names the
 * line. */
int seed_load(struct state *s, const char *text, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Prepares a run from the command line.  Sends no request. */
#ifndef PLAN_H
#define PLAN_H

#include "audit.h"

/* Reads the command line.  Refuses access keys on the command line, because
 * other users could see the keys during the run. */
int plan_parse(struct audit *a, struct err *err);

/* Stores the options in A and checks their values, but not the files that they
 * name.  Call plan_options after plan_parse. */
int plan_options(struct audit *a, struct err *err);

/* Checks the operands and the files.  Reads the list unless --history is given.
 * Opens the database unless --check is given.  Call plan_make after
 * plan_options. */
int plan_make(struct audit *a, struct err *err);

/* Options that ec2-audit-instances and ec2-audit-images share. */
#define PLAN_OPTIONS \
	{ 0, "html", "FILE", .output = true, \
	  .help = "write an HTML page to FILE" }, \
	{ 0, "title", "TEXT", .help = "the page's title" }, \
	{ 0, "every", "HOURS", \
	  .help = "show on the page when the next run is due" }, \
	{ 0, "metrics", "FILE", .output = true, \
	  .help = "write metrics for Prometheus to FILE" }, \
	{ 0, "state", "FILE", \
	  .help = "keep the runs in the database FILE" }, \
	{ 0, "account", "NUMBER", \
	  .help = "the account, if the service does not name it" }, \
	{ 0, "new", \
	  .help = "accept an account or endpoint that has changed" }, \
	{ 0, "keep", "DAYS", \
	  .help = "delete runs and changes after DAYS (400)" }, \
	{ 0, "lock-wait", "SECONDS", \
	  .help = "wait up to SECONDS for another run (60)" }, \
	{ 0, "check", .help = "print one line for Nagios, store no results" }

#endif

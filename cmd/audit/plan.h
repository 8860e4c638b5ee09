/* SPDX-License-Identifier: BSD-2-Clause */
/* Prepares a run from the command line.  Sends no request. */
#ifndef PLAN_H
#define PLAN_H

#include "audit.h"

/* Reads the command line.  Refuses access keys in it, because the list of
 * processes would show them as long as the run lasts. */
int plan_parse(struct audit *a, int argc, char **argv, struct err *err);

/* Checks the options and their values, but not the files that they name.  Call
 * it after plan_parse. */
int plan_options(struct audit *a, struct err *err);

/* Checks the operands and the files, reads the list, and opens the database.
 * Call it after plan_options. */
int plan_make(struct audit *a, struct err *err);

/* Options that both programs have. */
#define PLAN_OPTIONS \
	{ 0, "html", "FILE", .help = "write a page for people to FILE" }, \
	{ 0, "title", "TEXT", .help = "the page's title" }, \
	{ 0, "every", "HOURS", \
	  .help = "the page says when the next run is due" }, \
	{ 0, "metrics", "FILE", \
	  .help = "write metrics for Prometheus to FILE" }, \
	{ 0, "state", "FILE", \
	  .help = "remember runs in FILE (audit.db in your home)" }, \
	{ 0, "account", "NUMBER", \
	  .help = "the account, where the service does not say it" }, \
	{ 0, "new", \
	  .help = "the audit is for another account or endpoint now" }, \
	{ 0, "keep", "DAYS", .help = "forget older changes (400)" }, \
	{ 0, "lock-wait", "SECONDS", \
	  .help = "longest wait for another run (60)" }, \
	{ 0, "check", .help = "print one line for Nagios; remember nothing" }

#endif

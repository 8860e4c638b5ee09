/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checks signed identity documents, and prints their rows.
 *
 * A document makes a row for each of its product codes, or one row for the code
 * that the user requested.  A document without a code makes one row too.  In
 * the table of the row, PATH and JOINED name members of the document, and
 * REQUEST names one of the words below.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "base/err.h"
#include "cli/opt.h"
#include "output/out.h"
#include "proof/proof.h"
#include "reply/row.h"

/* The words for REQUEST: the product code of the row, its type (devpay or
 * marketplace), and whether the document has the code. */
#define VERIFY_CODE	"ProductCode"
#define VERIFY_TYPE	"ProductCodeType"
#define VERIFY_HAS	"Confirmed"

struct verify {
	const char *name;		/* name of the command */
	const struct opt_args *args;
	const struct settings *settings;
	const struct row *rows;		/* a table whose only row shows a
					 * document */
	struct out *out;
	bool failed;			/* at least one document could not be
					 * read or verified */
	bool answered_no;		/* at least one document lacks the
					 * requested code */
};

/* The options of a command that checks documents. */
#define VERIFY_OPTIONS \
	{ 0, "certificate", "FILE", .use = OPT_MANY, \
	  .help = "EC2's certificate, not the installed ones" }, \
	{ 0, "check-dates", \
	  .help = "certificate must be valid at the last start" }

/* Checks each FILE of V's operands and prints its rows.  Reads standard input
 * for the operand `-`, or if V has no operand.  Reports a document that cannot
 * be read or verified, and continues with the next. */
int verify_files(struct verify *v, struct err *err);

/* Checks TEXT, which the metadata service sent, and prints the row of CODE.  If
 * CODE is NULL, prints a row for each code.  Fails if EC2 did not sign TEXT. */
int verify_text(struct verify *v, const struct buf *text, const char *code,
		struct err *err);

#endif

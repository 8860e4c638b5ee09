/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The run of a command that checks signed identity documents, and the rows
 * that they make.
 *
 * A document makes a row for each of its product codes, or one for the code
 * that was asked for.  The cells of a row come from the signed document: PATH
 * and JOINED name its members, and REQUEST one of the words below.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "base/err.h"
#include "cli/opt.h"
#include "output/out.h"
#include "proof/proof.h"
#include "reply/row.h"

/* What REQUEST may name: the product code of the row, its type (devpay or
 * marketplace), and whether the instance has it. */
#define VERIFY_CODE	"ProductCode"
#define VERIFY_TYPE	"ProductCodeType"
#define VERIFY_HAS	"Confirmed"

struct verify {
	const char *name;		/* name of the command */
	const struct opt_args *args;
	const struct settings *settings;
	const struct row *rows;		/* a table with one row, that of a
					 * document */
	struct out *out;
	bool failed;			/* some document cannot be believed */
	bool answered_no;		/* some document lacks the code that was
					 * asked for */
};

/* The options of a command that checks documents. */
#define VERIFY_OPTIONS \
	{ 0, "certificate", "FILE", .use = OPT_MANY, \
	  .help = "EC2's certificate, instead of those installed" }, \
	{ 0, "check-dates", \
	  .help = "certificate must be valid at the launch time" }

/* Checks each FILE of V's operands, or standard input for `-` or no operand,
 * and prints its rows.  Reports a document that fails, and goes on. */
int verify_files(struct verify *v, struct err *err);

/* Checks TEXT, which the metadata service sent, and prints the row of CODE
 * (NULL: a row for each code).  Fails if EC2 did not sign it. */
int verify_text(struct verify *v, const struct buf *text, const char *code,
		struct err *err);

#endif

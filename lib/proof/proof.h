/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds out whether EC2 signed an instance identity document, and what the
 * document says.
 *
 * The document names its region, and the certificates are those of that
 * region, unless the user gives others.  A document that lies about its region
 * is checked with that region's certificates, which did not sign it.
 */
#ifndef PROOF_H
#define PROOF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/jsondoc.h"

/* Most bytes of a signed document; EC2's have about two thousand. */
enum { PROOF_MAX = 64 * 1024 };

struct proof_settings {
	const char *const *files;	/* files of the only certificates to
					 * use; or NULL */
	size_t files_count;
	const char *place;		/* a file of certificates, or a
					 * directory with a REGION.pem for each
					 * region; NULL: the certificates that
					 * were installed with this software */
	bool check_dates;		/* the certificate must have been valid
					 * when the instance was launched */
	bool fetched;			/* the metadata service sent the
					 * document: leave out hints about
					 * files and mails */
};

/* A document that EC2 signed. */
struct proof {
	struct jsondoc *doc;	/* the signed content */
	struct buf signature;	/* how and by whom the document was signed, for
				 * -v */
};

/* Checks TEXT, a signed document as dynamic/instance-identity/rsa2048 and
 * pkcs7 have it, and fills OUT, which starts as `= {0}`.  Fails unless EC2
 * signed it and it has the members that make it one: instanceId, accountId and
 * region, and lists of product codes, if any. */
int proof_check(struct proof *out, const struct proof_settings *settings,
		const char *text, size_t len, struct err *err);
void proof_release(struct proof *p);

#endif

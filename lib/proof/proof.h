/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Verifies that EC2 signed an instance identity document, and parses the
 * document.
 *
 * The document names the region of its instance.  We use EC2's certificates for
 * that region, unless the user gives other certificates.  So we read the region
 * before we verify the signature.  A false region makes verification fail,
 * because the certificates of that region do not match the signature.
 */
#ifndef PROOF_H
#define PROOF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/jsondoc.h"

/* The maximum size of a signed document in bytes.  EC2's documents have about
 * 2000 bytes. */
enum { PROOF_MAX = 64 * 1024 };

struct proof_settings {
	const char *const *files;	/* files with the certificates to use,
					 * or NULL */
	size_t files_count;
	const char *place;		/* a file of certificates, a directory
					 * with files REGION.pem, or NULL for
					 * the installed certificates; unused if
					 * there are `files` */
	bool check_dates;		/* fail if the document has no
					 * pendingTime, or if the certificate
					 * was not valid at that time */
	bool fetched;			/* the document is from the metadata
					 * service, so omit hints about files
					 * and emails */
};

/* A verified document. */
struct proof {
	struct jsondoc *doc;	/* the parsed document */
	struct buf signature;	/* description of the signature for -v */
};

/* Verifies the signed document TEXT and fills OUT.  TEXT has the format of
 * dynamic/instance-identity/rsa2048 and pkcs7 in the metadata service.  Fails
 * if TEXT is longer than PROOF_MAX, or if we cannot verify that EC2 signed the
 * document.  Also fails if instanceId, accountId or region is not a non-empty
 * string, if region is not a valid name, or if a member for product codes is
 * neither null nor a list of strings.  OUT must be initialized with
 * `= { 0 }`. */
int proof_check(struct proof *out, const struct proof_settings *settings,
		const char *text, size_t len, struct err *err);
void proof_release(struct proof *p);

#endif

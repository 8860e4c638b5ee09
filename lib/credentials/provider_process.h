/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials that a program prints: the one that credential_process in a
 * profile names.  child.h runs it.
 */
#ifndef PROVIDER_PROCESS_H
#define PROVIDER_PROCESS_H

#include <stdbool.h>

#include "base/buf.h"
#include "aws/cred.h"
#include "base/err.h"
#include "credentials/provider.h"

/* A cred_provider's find; SELF is a struct provider with its files
 * loaded. */
int provider_process_find(const void *self, struct cred *cred, bool *found,
			  struct err *err);

/* If PROFILE has a program, starts the process that will run the program: a
 * process that has confined itself cannot start programs. */
int provider_process_prepare(const struct provider *p, const char *profile,
			     struct err *err);

/* Reads the credentials that such a program printed.  P's clock decides whether
 * they have expired. */
int provider_process_take(const struct provider *p, const struct buf *text,
			  struct cred *cred, struct err *err);

#endif

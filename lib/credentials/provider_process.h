/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs the program in the setting credential_process of a profile, and reads
 * the credentials that the program prints.
 */
#ifndef PROVIDER_PROCESS_H
#define PROVIDER_PROCESS_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/buf.h"
#include "base/err.h"
#include "credentials/provider.h"

/* The find function of a cred_provider.  SELF is a struct provider with its
 * files loaded. */
int provider_process_find(const void *self, struct cred *cred, bool *found,
			  struct err *err);

/* If PROFILE has a program, starts the process that will run it, because a
 * confined process cannot start programs.  Does nothing if P's `child` is NULL
 * or already has a process. */
int provider_process_prepare(const struct provider *p, const char *profile,
			     struct err *err);

/* Reads the credentials in TEXT, which the program printed.  P's clock decides
 * whether the credentials have expired. */
int provider_process_take(const struct provider *p, const struct buf *text,
			  struct cred *cred, struct err *err);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Gets the credentials of an instance's role from the metadata service. */
#ifndef PROVIDER_IMDS_H
#define PROVIDER_IMDS_H

#include <stdbool.h>

#include "aws/cred.h"
#include "base/err.h"

/* The find function of a cred_provider.  SELF is a struct provider.  Finds no
 * credentials if the metadata service is disabled or never answers, or if the
 * instance has no role.  Fails if a setting of the service is invalid, or if
 * the service answers with an error other than status 404 or stops answering.
 * Also fails if the service names a role but gives no usable keys. */
int provider_imds_find(const void *self, struct cred *cred, bool *found,
		       struct err *err);

#endif

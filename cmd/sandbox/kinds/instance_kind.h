/* SPDX-License-Identifier: BSD-2-Clause */
/* The kinds of instances and reservations. */
#ifndef INSTANCE_KIND_H
#define INSTANCE_KIND_H

#include "kinds/kind.h"

extern const struct kind instance_kind;

/* Instances in the form of DescribeInstanceStatus. */
extern const struct kind instance_kind_status;

/* Reservations.  A trigger makes the reservation of a new instance. */
extern const struct kind instance_kind_reserved;

/* The elements of a reservation that come before its instances. */
extern const struct list instance_kind_reservation;

/* The attributes in DescribeInstanceAttribute.  NULL ends the array. */
extern const struct list *const instance_kind_attributes[];

/* SQL for the role of an instance's profile, and for the role's credentials in
 * the metadata.  The SQL uses the columns `profile` and `id`.  The role has the
 * profile's name, the text after the last slash. */
#define INSTANCE_KIND_ROLE \
	"substr(profile, length(rtrim(profile, replace(profile, '/', ''))) + 1)"
#define INSTANCE_KIND_ROLE_KEY "('ASIASANDBOX' || upper(substr(id, 3)))"
#define INSTANCE_KIND_ROLE_SECRET "('sandbox-role-secret-' || id)"
#define INSTANCE_KIND_ROLE_TOKEN "('sandbox-role-token-' || id)"

/* SQL for a MAC address that is made from the instance's id. */
#define INSTANCE_KIND_MAC \
	"('0a:' || substr(id, 3, 2) || ':' || substr(id, 5, 2) || ':' || " \
	"substr(id, 7, 2) || ':' || substr(id, 9, 2) || ':01')"

#endif

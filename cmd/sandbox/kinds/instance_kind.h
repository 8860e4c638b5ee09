/* SPDX-License-Identifier: BSD-2-Clause */
/* Instances and their reservations. */
#ifndef INSTANCE_KIND_H
#define INSTANCE_KIND_H

#include "kinds/kind.h"

extern const struct kind instance_kind;

/* The same instances, as DescribeInstanceStatus shows them. */
extern const struct kind instance_kind_status;

/* What a reservation shows before its instances. */
extern const struct list instance_kind_reservation;

/* What DescribeInstanceAttribute reads, by name; ends with a NULL. */
extern const struct list *const instance_kind_attributes[];

#endif

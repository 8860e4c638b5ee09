/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the type of resource that an id names. */
#ifndef RESTYPE_H
#define RESTYPE_H

/* The type by the id's letters before the first hyphen: "image" for
 * ami-1a2b3c4d.  NULL if these letters are unknown. */
const char *restype_of(const char *id);

#endif

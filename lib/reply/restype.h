/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds the type of a resource by its id. */
#ifndef RESTYPE_H
#define RESTYPE_H

/* Returns the type that the letters before the id's first hyphen mean, such as
 * "image" for ami-1a2b3c4d.  Returns NULL if the letters are unknown or ID has
 * no hyphen. */
const char *restype_of(const char *id);

#endif

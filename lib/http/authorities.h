/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Selects the certificate authorities that a program trusts: those in a file,
 * or those of the system.
 */
#ifndef AUTHORITIES_H
#define AUTHORITIES_H

#include <stdbool.h>

/* Makes the libcurl easy handle EASY trust the authorities in FILE, or those of
 * the system if FILE is NULL.  libcurl copies the path.  Returns false if
 * libcurl rejects the setting. */
bool authorities_set(void *easy, const char *file);

/* Returns the path of the system's authorities for use in a message.  If the
 * path is unknown, returns words such as "the system's". */
const char *authorities_default(void);

#endif

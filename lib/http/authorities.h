/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The certificate authorities that a program trusts: those of a file, or the
 * system's.
 */
#ifndef AUTHORITIES_H
#define AUTHORITIES_H

#include <stdbool.h>

/* Makes EASY, an easy handle of libcurl's, trust the authorities in FILE, or
 * the system's if FILE is NULL.  libcurl copies the path.  False when libcurl
 * refuses. */
bool authorities_set(void *easy, const char *file);

/* Where the system's authorities are, as words for a message. */
const char *authorities_default(void);

#endif

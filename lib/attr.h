/* SPDX-License-Identifier: BSD-2-Clause */
/* The one place for what C11 has no word for. */
#ifndef ATTR_H
#define ATTR_H

#if defined(__GNUC__) || defined(__clang__)
#define ATTR_PRINTF(text, args) \
	__attribute__((format(printf, text, args)))
#define ATTR_NORETURN __attribute__((noreturn))
#else
#define ATTR_PRINTF(text, args)
#define ATTR_NORETURN
#endif

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
/* Macros that depend on the compiler. */
#ifndef ATTR_H
#define ATTR_H

#if defined(__GNUC__) || defined(__clang__)
#define ATTR_PRINTF(format_number, first_argument) \
	__attribute__((format(printf, format_number, first_argument)))
#define ATTR_NORETURN __attribute__((noreturn))
#else
#define ATTR_PRINTF(format_number, first_argument)
#define ATTR_NORETURN
#endif

/* 1 in a build with AddressSanitizer, else 0. */
#if defined(__SANITIZE_ADDRESS__)
#define ATTR_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ATTR_SANITIZED 1
#endif
#endif
#ifndef ATTR_SANITIZED
#define ATTR_SANITIZED 0
#endif

#endif

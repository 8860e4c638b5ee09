/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Escapes text, so that a value cannot imitate a row or send control characters
 * to a terminal.
 */
#ifndef ESCAPE_H
#define ESCAPE_H

#include <stddef.h>

#include "base/buf.h"

/* Appends TEXT.  Replaces a tab, line feed or carriage return by \t, \n or \r,
 * and each byte of invalid UTF-8 and of other control characters (C0, C1, DEL)
 * by \xHH. */
void escape_text(struct buf *b, const char *text, size_t len);

/* Does the same as escape_text for a text of several lines.  Does not escape
 * tabs, line feeds, or a carriage return before a line feed. */
void escape_lines(struct buf *b, const char *text, size_t len);

#endif

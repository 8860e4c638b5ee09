/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Escapes text, so that a value cannot imitate a row or send control characters
 * to a terminal.
 */
#ifndef ESCAPE_H
#define ESCAPE_H

#include <stddef.h>

#include "base/buf.h"

/* Appends TEXT.  Replaces C0 and C1 control characters, DEL and invalid UTF-8
 * by \t, \n, \r or \xHH. */
void escape_text(struct buf *b, const char *text, size_t len);

/* Does the same as escape_text for a text of several lines.  Does not escape
 * tabs, line feeds, or a carriage return before a line feed. */
void escape_lines(struct buf *b, const char *text, size_t len);

#endif

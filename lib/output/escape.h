/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Escapes text, so that no value can forge a row or send control characters to
 * a terminal.
 */
#ifndef ESCAPE_H
#define ESCAPE_H

#include <stddef.h>

#include "base/buf.h"

/* Appends TEXT: C0 and C1 control characters, DEL and invalid UTF-8 as \t,
 * \n, \r or \xHH, all else as it is. */
void escape_text(struct buf *b, const char *text, size_t len);

/* Like escape_text, for a text of several lines: keeps tabs, line feeds, and a
 * carriage return before a line feed. */
void escape_lines(struct buf *b, const char *text, size_t len);

#endif

/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/verify.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "cli/program.h"
#include "request/codeform.h"
#include "system/file.h"

/* One row of one document. */
struct line {
	const struct proof *proof;
	const char *code, *type;	/* the row's product code and its type;
					 * if the document lacks the code,
					 * `type` is "", and `code` is the
					 * requested code or "" */
	bool has;	/* the document has the code */
	struct buf lists;		/* the texts of cells that are lists */
};

/* The offsets at which the text of a cell begins and ends in `lists`.  We
 * cannot use pointers, because the buffer may move while it grows. */
struct span {
	size_t from, to;
};

static const char *proof_word(const struct line *l, const char *name)
{
	if (strcmp(name, VERIFY_CODE) == 0)
		return l->code;
	if (strcmp(name, VERIFY_TYPE) == 0)
		return l->type;
	return l->has ? "true" : "false";
}

/* Fills in CELL.  If the cell is a list, fills in SPAN instead of the text. */
static int make_cell(struct line *l, const struct row_column *column,
		     struct cell *cell, struct span *span, struct err *err)
{
	const char *name = column->cell.text, *text;

	*cell = (struct cell){
		.column = &column->column, .hidden = column->column.hidden,
	};
	if (column->cell.source == ROW_JOINED) {
		span->from = l->lists.len;
		if (jsondoc_list(l->proof->doc, name, &l->lists, err))
			return -1;
		span->to = l->lists.len;
		return 0;
	}
	text = column->cell.source == ROW_REQUEST
		? proof_word(l, name) : jsondoc_string(l->proof->doc, name);
	cell->text = text;
	cell->len = text ? strlen(text) : 0;
	return 0;
}

static int print_line(struct verify *v, struct line *l, struct err *err)
{
	const struct row_column *columns = v->rows[0].columns;
	struct cell cells[ROW_COLUMNS_MAX];
	struct span spans[ROW_COLUMNS_MAX] = { { 0 } };
	size_t n = 0;
	int rc = 0;

	for (; !rc && columns[n].column.name; n++)
		rc = make_cell(l, &columns[n], &cells[n], &spans[n], err);
	for (size_t i = 0; !rc && i < n; i++) {
		if (columns[i].cell.source != ROW_JOINED)
			continue;
		cells[i].text = buf_str(&l->lists) + spans[i].from;
		cells[i].len = spans[i].to - spans[i].from;
	}
	if (!rc)
		rc = out_row(v->out, row_type(v->rows), cells, n, err);
	buf_release(&l->lists);
	return rc;
}

static const struct {
	const char *member, *type;
} code_lists[] = {
	{ "devpayProductCodes", "devpay" },
	{ "marketplaceProductCodes", "marketplace" },
};

/* Returns whether to print a row for CODE.  If the user requested a code
 * (WANTED), only that code gets a row, and only once.  Otherwise every code
 * gets a row. */
static bool is_wanted(const struct line *l, const char *code,
		      const char *wanted)
{
	return !wanted || (!l->has && strcmp(code, wanted) == 0);
}

static int print_codes(struct verify *v, struct line *l, const char *wanted,
		       struct err *err)
{
	struct buf codes = { 0 };
	const char *code;
	int rc = 0;

	for (size_t i = 0; !rc && i < sizeof(code_lists) /
	     sizeof(*code_lists); i++) {
		buf_clear(&codes);
		l->type = code_lists[i].type;
		rc = jsondoc_list(l->proof->doc, code_lists[i].member, &codes,
				  err);
		for (size_t at = 0; !rc && at < codes.len;
		     at += strlen(code) + 1) {
			code = codes.data + at;
			if (!is_wanted(l, code, wanted))
				continue;
			l->code = code;
			l->has = true;
			rc = print_line(v, l, err);
		}
	}
	buf_release(&codes);
	return rc;
}

static int say_codes(struct verify *v, const struct proof *proof,
		     struct err *err)
{
	struct buf codes = { 0 }, text = { 0 };
	int rc = 0;

	for (size_t i = 0; !rc && i < sizeof(code_lists) /
	     sizeof(*code_lists); i++)
		rc = jsondoc_list(proof->doc, code_lists[i].member, &codes,
				  err);
	buf_printf(&text, "%s was launched %s",
		   jsondoc_string(proof->doc, "instanceId"), codes.len
		   ? "with another product code:" : "without a product code");
	for (size_t at = 0; at < codes.len; at += strlen(codes.data + at) + 1)
		buf_printf(&text, "%s %s", at ? "," : "", codes.data + at);
	program_say(v->name, buf_str(&text));
	buf_release(&codes);
	buf_release(&text);
	return rc;
}

/* With -v, prints on standard error which codes the document has.  If CODE is
 * malformed, also prints what is wrong with CODE, even without -v. */
static int explain_lack(struct verify *v, const struct proof *proof,
			const char *code, struct err *err)
{
	struct buf text = { 0 };
	int rc = 0;

	if (out_flush(v->out, err))
		return -1;
	if (v->settings->verbose)
		rc = say_codes(v, proof, err);
	if (codeform_explain(code, true, &text))
		program_say(NULL, buf_str(&text));
	buf_release(&text);
	return rc;
}

/* Prints the rows of a document.  If the document has no code, or lacks the
 * requested code, prints one row. */
static int print_proof_rows(struct verify *v, const struct proof *proof,
		      const char *wanted, struct err *err)
{
	struct line l = { .proof = proof };

	if (print_codes(v, &l, wanted, err))
		return -1;
	if (l.has)
		return 0;
	l.code = wanted ? wanted : "";
	l.type = "";
	if (print_line(v, &l, err))
		return -1;
	if (!wanted)
		return 0;
	v->answered_no = true;
	return explain_lack(v, proof, wanted, err);
}

/* Makes a list of the values of --certificate.  The caller frees the list. */
static int list_certificates(const struct opt_args *args, const char ***out,
			     size_t *count, struct err *err)
{
	*out = calloc(args->len + 1, sizeof(**out));
	*count = 0;
	if (!*out)
		return err_memory(err);
	for (size_t i = 0; i < args->len; i++) {
		const char *name = args->given[i].opt->name;

		if (name && strcmp(name, "certificate") == 0)
			(*out)[(*count)++] = args->given[i].value;
	}
	return 0;
}

static void say_signature(const struct verify *v, const struct proof *proof)
{
	struct buf text = { 0 };

	if (!v->settings->verbose)
		return;
	buf_printf(&text, "%s was signed by EC2 in %s (%s)",
		   jsondoc_string(proof->doc, "instanceId"),
		   jsondoc_string(proof->doc, "region"),
		   buf_str(&proof->signature));
	program_say(v->name, buf_str(&text));
	buf_release(&text);
}

static int check_document(struct verify *v, const struct buf *text,
			  bool fetched, struct proof *proof, struct err *err)
{
	struct proof_settings settings = {
		.place = v->settings->env_certificates,
		.check_dates = opt_has(v->args, "check-dates"),
		.fetched = fetched,
	};
	const char **files;
	int rc;

	if (list_certificates(v->args, &files, &settings.files_count, err))
		return -1;
	settings.files = files;
	rc = proof_check(proof, &settings, buf_str(text), text->len, err);
	free(files);
	return rc;
}

static int print_proof(struct verify *v, const struct proof *proof,
		       const char *code, struct err *err)
{
	say_signature(v, proof);
	return print_proof_rows(v, proof, code, err);
}

int verify_text(struct verify *v, const struct buf *text, const char *code,
		struct err *err)
{
	struct proof proof = { 0 };
	int rc = check_document(v, text, true, &proof, err);

	if (!rc)
		rc = print_proof(v, &proof, code, err);
	proof_release(&proof);
	return rc;
}

static int read_document(struct buf *out, const char *path, struct err *err)
{
	if (strcmp(path, "-") == 0)
		return file_read_input(out, path, PROOF_MAX, err);
	return file_read(out, path, err);
}

/* Adds a hint if the user seems to have exchanged the code and the file. */
static void hint_order(const char *path, const char *code, struct err *why)
{
	if (strcmp(path, "-") == 0 && code && !codeform_is(code))
		(void)err_hint(why, "the product code comes after -p, and the "
			       "file after it: -p CODE FILE");
	else if (!code && codeform_is(path))
		(void)err_hint(why, "is %s the product code?  Then type "
			       "-p %s FILE", path, path);
}

/* Prints the rows of earlier documents, and then reports a failure. */
static int report_file_failure(struct verify *v, const char *path,
			       struct err *why, struct err *err)
{
	const char *name = strcmp(path, "-") == 0 ? "standard input" : path;

	v->failed = true;
	if (out_flush(v->out, err))
		return -1;
	/* The error for an unreadable file already names the file. */
	if (!str_begins(why->text, name))
		(void)err_prefix(why, "%s", name);
	(void)program_complain(v->name, "-h", why);
	return 0;
}

/* Checks one file.  Fails if printing the rows fails.  If the file cannot be
 * read or is not signed by EC2, reports the reason and succeeds. */
static int verify_file(struct verify *v, const char *path, const char *code,
		       struct err *err)
{
	struct buf text = { .max = PROOF_MAX };
	struct proof proof = { 0 };
	struct err why = { 0 };
	int rc = read_document(&text, path, &why);

	if (!rc)
		rc = check_document(v, &text, false, &proof, &why);
	if (rc && !text.len)
		hint_order(path, code, &why);
	if (rc)
		rc = report_file_failure(v, path, &why, err);
	else
		rc = print_proof(v, &proof, code, err);
	buf_release(&text);
	proof_release(&proof);
	return rc;
}

int verify_files(struct verify *v, struct err *err)
{
	const char *code = opt_value(v->args, "product-code");
	bool any = false;

	for (size_t i = 0; i < v->args->len; i++) {
		const struct opt_given *given = &v->args->given[i];

		if (!opt_is_operand(given->opt))
			continue;
		any = true;
		if (verify_file(v, given->value, code, err))
			return -1;
	}
	if (any)
		return 0;
	if (v->args->from_stdin)
		return err_usage(err, "-p - reads the code from standard "
				 "input, so a FILE is needed");
	if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		program_say(NULL, "the signed document, end with control-D:");
	return verify_file(v, "-", code, err);
}

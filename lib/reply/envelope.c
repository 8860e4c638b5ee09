/* SPDX-License-Identifier: BSD-2-Clause */
#include "reply/envelope.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "reply/item.h"

int envelope_single(const struct node *root, const char *name,
		    const struct node **out, struct err *err)
{
	*out = item_find(root, name);
	if (!*out)
		return err_doubt(err, "could not tell: the reply has no <%s>",
				 name);
	if (item_next(*out))
		return err_doubt(err, "could not tell: the reply has <%s> "
				 "twice", name);
	return 0;
}

struct reply_check {
	const struct answer_rule *rule;
	const struct params *request;
	const struct node *root;
};

/* Fails unless the reply has the requested attribute exactly once, and the
 * attribute is empty or has a value or a list.  Returns 0 if the request asks
 * for no attribute. */
static int judge_attribute(const struct reply_check *c, struct err *err)
{
	static const char *const known[] = { "value", "item", "productCode" };
	const char *name = params_get(c->request, "Attribute");
	const struct node *attribute;

	if (!name)
		return 0;
	if (envelope_single(c->root, name, &attribute, err))
		return -1;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (item_find(attribute, known[i]))
			return 0;
	if (!attribute->first && !*attribute->text)
		return 0;
	return err_doubt(err, "could not tell: <%s> has neither a value nor "
			 "items", name);
}

/* Size of a buffer for the name of an element of `echoes`. */
enum { ECHO_SIZE = 64 };

/* Returns the name of the element ECHO as ROOT spells it, or NULL if ROOT has
 * no such element.  Some clouds begin the name with a capital letter. */
static const char *find_echo(const struct node *root, const char *echo,
			     char capital[ECHO_SIZE])
{
	if (item_find(root, echo))
		return echo;
	(void)snprintf(capital, ECHO_SIZE, "%s", echo);
	*capital = ascii_upper(*capital);
	return item_find(root, capital) ? capital : NULL;
}

static int judge_echoes(const struct reply_check *c, struct err *err)
{
	const struct answer_echo *e = c->rule->echoes;
	size_t len;

	for (size_t i = 0; i < sizeof(c->rule->echoes) / sizeof(*e); i++) {
		const char *want = e[i].param
			? params_get(c->request, e[i].param) : NULL;
		char capital[ECHO_SIZE];
		const char *name =
			want ? find_echo(c->root, e[i].element, capital) : NULL;
		const struct node *node;
		const char *text;

		if (!name)
			continue;
		if (envelope_single(c->root, name, &node, err))
			return -1;
		text = requested_trim(node->text, &len);
		if (requested_compare(text, len, want, false) != 0)
			return err_doubt(err, "could not tell: the reply is "
					 "about %.*s, not about %s",
					 (int)(len < 256 ? len : 256), text,
					 want);
	}
	return 0;
}

static int judge_one_id(const struct reply_check *c, struct err *err)
{
	const struct node *node;
	size_t len;

	if (envelope_single(c->root, c->rule->one_id, &node, err))
		return -1;
	(void)requested_trim(node->text, &len);
	if (!len)
		return err_doubt(err, "could not tell: <%s> is empty",
				 c->rule->one_id);
	return 0;
}

/* Appends the text of each element below NODE, with a blank before each
 * text. */
static void add_texts(struct buf *out, const struct node *node)
{
	for (const struct node *n = node->first; n; n = n->next) {
		if (*n->text)
			buf_printf(out, " %s", n->text);
		add_texts(out, n);
	}
}

int envelope_refusals(const struct answer_rule *rule, const struct node *root,
		      struct err *err)
{
	const struct answer_refusal *r = rule->refusals;

	for (; r && r->path; r++) {
		const struct node *node = item_find(root, r->path);
		struct buf texts = { 0 };
		size_t len = 0;

		if (node)
			(void)requested_trim(node->text, &len);
		if (r->empty ? len > 0 : !node)
			continue;
		if (!r->empty)
			add_texts(&texts, node);
		err_doubt(err, "%s%s%.512s", r->words, texts.len ? ":" : "",
			  buf_str(&texts));
		buf_release(&texts);
		return -1;
	}
	return 0;
}

int envelope_judge(const struct answer_rule *rule, const struct params *request,
		   const struct node *root, struct err *err)
{
	const struct reply_check c = { rule, request, root };

	if ((rule->attribute && judge_attribute(&c, err)) ||
	    (rule->one_id && judge_one_id(&c, err)))
		return -1;
	return judge_echoes(&c, err);
}

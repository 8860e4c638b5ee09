/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/scan.h"

#include <string.h>

#include "base/ascii.h"
#include "base/blank.h"
#include "base/buf.h"
#include "base/pasted.h"
#include "base/similar.h"
#include "base/str.h"
#include "cli/suite.h"

/* The minimum length of a word after one dash that may be a mistyped option
 * name.  A shorter word is a complete option name or consists of option
 * letters. */
enum { RESEMBLANCE_MIN = 5 };

/* An option name as the user typed it, without dashes and without `=VALUE`. */
struct typed {
	const char *name;
	size_t len;
	char *value;	/* the text after `=`, or NULL */
};

static struct typed read_name(char *word, size_t dashes)
{
	struct typed t = { .name = word + dashes };

	t.len = strcspn(t.name, "=");
	if (t.name[t.len])
		t.value = word + dashes + t.len + 1;
	return t;
}

static bool is_exact_name(const struct typed *t, const char *name)
{
	return strlen(name) == t->len && memcmp(name, t->name, t->len) == 0;
}

static const struct opt *find_exact(const struct opt_spec *spec,
				    const struct typed *t)
{
	OPT_EACH_OF(table, o, spec)
		if (is_exact_name(t, o->name))
			return o;
	return NULL;
}

/* If exactly one option's name begins with T, returns that option, else NULL.
 * Sets *COUNT to the number of matching options. */
static const struct opt *find_prefix(const struct opt_spec *spec,
				     const struct typed *t, size_t *count)
{
	const struct opt *found = NULL;

	*count = 0;
	OPT_EACH_OF(table, o, spec)
		if (strncmp(o->name, t->name, t->len) == 0 && !(*count)++)
			found = o;
	return *count == 1 ? found : NULL;
}

/* Returns whether T is one of the space-separated WORDS.  WORDS may be NULL. */
static bool is_synonym(const struct typed *t, const char *words)
{
	for (size_t n; words && *words; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (n == t->len && memcmp(words, t->name, n) == 0)
			return true;
	}
	return false;
}

/* Returns whether T is the AWS CLI's option for the parameter PARAM, such as
 * --image-ids for ImageId.  PARAM may be NULL. */
static bool is_parameter(const struct typed *t, const char *param)
{
	const char *p = param ? param : "";

	for (size_t i = 0; i < t->len; i++) {
		if (t->name[i] == '-')
			continue;
		if (!*p)
			return p != param && i + 1 == t->len &&
			       t->name[i] == 's';
		if (ascii_lower(*p++) != t->name[i])
			return false;
	}
	return p != param && !*p;
}

/* Returns the length of the prefix "no-", "enable-" or "disable-" of T, or 0 if
 * T has no such prefix. */
static size_t switch_len(const struct typed *t)
{
	static const char *const words[] = { "no-", "enable-", "disable-" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (t->len > strlen(words[i]) && str_begins(t->name, words[i]))
			return strlen(words[i]);
	return 0;
}

/* Returns whether NAME and T probably mean the opposite of each other.  They do
 * if their prefixes differ (see switch_len; one prefix may be empty) and the
 * other letters differ by at most one edit. */
static bool is_opposite(const struct typed *t, const char *name)
{
	const struct typed other = { name, strlen(name), NULL };
	const size_t typed = switch_len(t), named = switch_len(&other);
	const size_t cuts[][2] = { { typed, 0 }, { 0, named },
				   { typed, named } };

	for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
		const size_t *cut = cuts[i];

		if ((cut[0] != cut[1] || memcmp(t->name, name, cut[0]) != 0) &&
		    similar_distance(t->name + cut[0], t->len - cut[0],
				     name + cut[1]) <= 1)
			return true;
	}
	return false;
}

/* Returns the option that has the synonym T, or the option whose name is most
 * similar to T.  Returns NULL if all names are too different, or mean the
 * opposite of T. */
static const struct opt *find_similar(const struct opt_spec *spec,
				      const struct typed *t)
{
	struct similar s = { .word = t->name, .len = t->len };
	const struct opt *found = NULL;

	OPT_EACH_OF(table, o, spec) {
		if (is_synonym(t, o->also))
			return o;
		if (!is_opposite(t, o->name))
			similar_offer(&s, o->name);
		if (s.best == o->name)
			found = o;
	}
	return found;
}

/* Appends the options that T may mean, and returns their number.  If no option
 * is similar to T, appends all options that set a parameter with T's name.  If
 * the only such option is a flag, appends nothing, because the flag may set a
 * value that the user does not want. */
static size_t list_likely(const struct opt_spec *spec, const struct typed *t,
			  struct buf *out)
{
	const struct opt *found = find_similar(spec, t);
	size_t count = 0;

	if (found) {
		buf_printf(out, "--%s", found->name);
		return 1;
	}
	OPT_EACH_OF(table, o, spec) {
		if (!is_parameter(t, o->param) && !is_parameter(t, o->prefixed))
			continue;
		buf_printf(out, "%s--%s", count++ ? ", " : "", o->name);
		found = o;
	}
	if (count != 1 || !found->fixed)
		return count;
	buf_clear(out);
	return 0;
}

static int refuse_several(const struct opt_spec *spec, const struct typed *t,
			  struct err *err)
{
	struct buf fits = { 0 };

	OPT_EACH_OF(table, o, spec)
		if (strncmp(o->name, t->name, t->len) == 0)
			buf_printf(&fits, "%s--%s", fits.len ? ", " : "",
				   o->name);
	err_usage(err, "--%.*s is ambiguous: %s", (int)t->len, t->name,
		  buf_str(&fits));
	buf_release(&fits);
	return -1;
}

static int refuse_unknown(const struct opt_spec *spec, const struct typed *t,
			  struct err *err)
{
	struct buf likely = { 0 };
	size_t count;

	if (is_synonym(t, spec->operand.also) ||
	    is_parameter(t, spec->operand.param) ||
	    is_parameter(t, spec->operand.prefixed))
		return err_usage(err, "unknown option --%.*s; type %s without "
				 "an option", (int)t->len, t->name,
				 spec->operand.value);
	count = list_likely(spec, t, &likely);
	if (count)
		err_usage(err, "unknown option --%.*s; did you mean %s%s?",
			  (int)t->len, t->name, count > 1 ? "one of " : "",
			  buf_str(&likely));
	else
		err_usage(err, "unknown option --%.*s", (int)t->len, t->name);
	buf_release(&likely);
	return -1;
}

/* Reads the long option O, which the user typed as T, and its value. */
static int take_long(struct scan *s, const struct opt *o, const struct typed *t,
		     struct scan_word *out, struct err *err)
{
	*out = (struct scan_word){ SCAN_OPTION, o, t->value };
	if (!o->value && t->value)
		return err_usage(err, "--%s takes no value", o->name);
	if (!o->value || t->value)
		return 0;
	if (s->at == s->len)
		return err_usage(err, "--%s needs a value", o->name);
	out->value = s->words[s->at++];
	return 0;
}

/* If T is an option in EC2_DEFAULT_ARGS that only other commands have, skips it
 * and its value, and returns true.  If the option has a value only in some
 * commands, interprets the next word as its value unless the word begins with a
 * dash. */
static bool take_foreign(struct scan *s, const struct typed *t,
			 struct scan_word *out)
{
	const struct suite_option *o = NULL;

	if (s->defaults)
		o = suite_find(t->name, t->len);
	if (!o)
		return false;
	*out = (struct scan_word){ SCAN_FOREIGN, NULL, s->words[s->at - 1] };
	if (t->value)
		t->value[-1] = '\0';
	else if (o->valued && s->at < s->len &&
		 (!o->flag || s->words[s->at][0] != '-'))
		s->at++;
	return true;
}

static int next_long(struct scan *s, char *word, struct scan_word *out,
		     struct err *err)
{
	struct typed t = read_name(word, 2);
	const struct opt *o = find_exact(s->spec, &t);
	size_t count;

	/* The empty name is a prefix of every option's name. */
	if (!t.len)
		return err_usage(err, "--=: the option has no name");
	if (!o && take_foreign(s, &t, out))
		return 0;
	if (!o)
		o = find_prefix(s->spec, &t, &count);
	if (o)
		return take_long(s, o, &t, out, err);
	return count ? refuse_several(s->spec, &t, err)
		     : refuse_unknown(s->spec, &t, err);
}

/* Returns the option with LETTER, or NULL.  -? is always --help, even if -h is
 * another option. */
static const struct opt *by_letter(const struct opt_spec *spec, char letter)
{
	OPT_EACH_OF(table, o, spec)
		if (letter == '?' ? strcmp(o->name, "help") == 0
				  : o->letter == letter)
			return o;
	return NULL;
}

/* Appends the interpretation of WORD as option letters, for example "-p
 * roduct-codes". */
static void put_as_letters(struct buf *b, const struct opt_spec *spec,
			   const char *word)
{
	for (const char *p = word; *p; p++) {
		const struct opt *o = by_letter(spec, *p);

		buf_printf(b, "%s-%c", p == word ? "" : " ", *p);
		if (!o) {
			buf_puts(b, ", which is unknown");
			return;
		}
		if (!o->value)
			continue;
		p += p[1] == '=';
		buf_printf(b, " %s", o->set.secret ? o->value : p + 1);
		return;
	}
}

/* Returns whether WORD, which could consist of option letters, resembles an
 * option name.  Sets the error if WORD resembles an option name. */
static bool resembles_option(const struct opt_spec *spec, const char *word,
			     struct err *err)
{
	const struct typed t = { word, strcspn(word, "="), NULL };
	const struct opt *near;
	struct buf names = { 0 }, letters = { 0 };
	size_t count;
	bool is;

	if (t.len < RESEMBLANCE_MIN)
		return false;
	near = find_prefix(spec, &t, &count);
	if (near)
		buf_printf(&names, "--%s", near->name);
	else if (!list_likely(spec, &t, &names) && count)
		buf_printf(&names, "--%s...", word);
	if (names.len) {
		put_as_letters(&letters, spec, word);
		err_usage(err, "is it %s, or %s?  Type the one that you mean",
			  buf_str(&names), buf_str(&letters));
	}
	is = names.len > 0;
	buf_release(&names);
	buf_release(&letters);
	return is;
}

/* Reads the next option letter of a word.  If the option needs a value, the
 * value is the rest of the word, without an initial `=`.  If the rest is empty,
 * the value is the next word. */
static int next_letter(struct scan *s, struct scan_word *out, struct err *err)
{
	char letter = *s->letters++;
	const struct typed typed = { &letter, 1, NULL };
	const struct opt *o = by_letter(s->spec, letter);
	char *rest = s->letters;

	if (!*rest || !o || o->value)
		s->letters = NULL;
	if (!o && is_synonym(&typed, s->spec->operand.also))
		return err_usage(err, "unknown option -%c; type %s without an "
				 "option", letter, s->spec->operand.value);
	if (!o)
		return err_usage(err, "unknown option -%c", letter);
	*out = (struct scan_word){ SCAN_OPTION, o, NULL };
	if (!o->value)
		return *rest == '=' ? err_usage(err, "-%c takes no value",
						letter) : 0;
	if (*rest) {
		out->value = rest + (*rest == '=');
		return 0;
	}
	if (s->at == s->len)
		return err_usage(err, "-%c needs a value", letter);
	out->value = s->words[s->at++];
	return 0;
}

static int next_short(struct scan *s, char *word, struct scan_word *out,
		      struct err *err)
{
	struct typed t = read_name(word, 1);
	const struct opt *o = find_exact(s->spec, &t);

	if (o)
		return take_long(s, o, &t, out, err);
	if (take_foreign(s, &t, out))
		return 0;
	if (resembles_option(s->spec, word + 1, err))
		return -1;
	s->letters = word + 1;
	return next_letter(s, out, err);
}

/* Refuses an option with a long dash, an invisible character or a no-break
 * space before its name.  Many web pages turn -- into a long dash.  If the word
 * were an operand, the option would have no effect, and the request could go to
 * the wrong region.  The message does not contain the value, because the value
 * may be a secret. */
static int refuse_other_dash(const struct opt_spec *spec, const char *word,
			     struct err *err)
{
	struct pasted as = { 0 };
	const struct opt *o;
	struct typed t;
	size_t dashes, count;
	int rc = 0;

	if ((unsigned char)word[strspn(word, "-")] < 0x80)
		return 0;
	pasted_read(&as, word);
	dashes = strspn(buf_str(&as.text), " -");
	if (memchr(buf_str(&as.text), '-', dashes)) {
		t = read_name(as.text.data, dashes);
		o = find_exact(spec, &t);
		if (!o)
			o = find_prefix(spec, &t, &count);
		if (!o && t.len)
			o = by_letter(spec, *t.name);
		if (!as.why.len)
			pasted_because(&as, "has white space before its name");
		rc = err_usage(err, "an option %s%s%s%s", buf_str(&as.why),
			       o ? "; did you mean --" : "", o ? o->name : "",
			       o ? "?" : "");
	}
	pasted_release(&as);
	return rc;
}

/* Refuses a word that contains an option's name, white space and more text.
 * The white space may be a no-break space of a web page, or come from a
 * variable in double quotes.  The message contains only the option's name,
 * because the other text may be a secret. */
static int refuse_joined(const struct opt_spec *spec, const char *word,
			 struct err *err)
{
	size_t dashes = strspn(word, "-"), count;
	struct typed t = { word + dashes, 0, NULL };
	const char *rest = t.name;
	const struct opt *o;

	while (*rest && *rest != '=' && !blank_at(rest))
		rest++;
	t.len = (size_t)(rest - t.name);
	if (!dashes || !t.len || !rest[blank_span(rest, NULL)] || *rest == '=')
		return 0;
	o = find_exact(spec, &t);
	if (!o && dashes > 1)
		o = find_prefix(spec, &t, &count);
	if (o)
		return err_usage(err, "--%s and the text after it are one "
				 "word; type them as two words", o->name);
	return dashes > 1 ? refuse_unknown(spec, &t, err) : 0;
}

int scan_next(struct scan *s, struct scan_word *out, struct err *err)
{
	char *word;

	*out = (struct scan_word){ .kind = SCAN_END };
	if (s->letters)
		return next_letter(s, out, err);
	if (!s->ended && s->at < s->len && strcmp(s->words[s->at], "--") == 0) {
		s->ended = true;
		s->at++;
	}
	if (s->at == s->len)
		return 0;
	word = s->words[s->at++];
	*out = (struct scan_word){ SCAN_OPERAND, NULL, word };
	if (s->ended)
		return 0;
	if (refuse_other_dash(s->spec, word, err) ||
	    refuse_joined(s->spec, word, err))
		return -1;
	if (str_begins(word, "--"))
		return next_long(s, word, out, err);
	return word[0] == '-' && word[1] ? next_short(s, word, out, err) : 0;
}

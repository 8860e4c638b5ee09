/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of xml: events, refused documents, chunks, limits and reuse. */
#include "reply/xml.h"

#include <sys/stat.h>
#include <unistd.h>

#include "check_main.h"

/* The handler writes the events here as a document.  The handler fails at the
 * text "stop", at the beginning of an element <stop>, and at the end of an
 * element <stopend>. */
struct log {
	struct buf text;
	bool stopped;
	int calls_after;	/* events after the failure */
};

static int put(struct log *log, const char *before, const char *text,
	       size_t len, const char *after)
{
	log->calls_after += log->stopped;
	buf_puts(&log->text, before);
	buf_append(&log->text, text, len);
	buf_puts(&log->text, after);
	return 0;
}

static int stop(struct log *log, const char *where, struct err *err)
{
	log->stopped = true;
	return err_set(err, "stopped at %s", where);
}

static int on_begin(void *ctx, const char *name, struct err *err)
{
	(void)put(ctx, "<", name, strlen(name), ">");
	return strcmp(name, "stop") == 0 ? stop(ctx, "begin", err) : 0;
}

static int on_text(void *ctx, const char *text, size_t len, struct err *err)
{
	(void)put(ctx, "", text, len, "");
	return len == 4 && memcmp(text, "stop", 4) == 0
		       ? stop(ctx, "text", err) : 0;
}

static int on_end(void *ctx, const char *name, struct err *err)
{
	(void)put(ctx, "</", name, strlen(name), ">");
	return strcmp(name, "stopend") == 0 ? stop(ctx, "end", err) : 0;
}

static const struct xml_handler handler = { on_begin, on_text, on_end };

static struct xml *fresh(struct log *log)
{
	struct xml *x = NULL;
	struct err err = { 0 };

	ck_assert_msg(xml_new(&x, &handler, log, &err) == 0, "%s", err.text);
	return x;
}

/* Feeds DATA in chunks of at most CHUNK bytes, and ends the document. */
static int parse(struct xml *x, const char *data, size_t len, size_t chunk,
		 struct err *err)
{
	for (size_t i = 0; i < len; i += chunk)
		if (xml_feed(x, data + i, len - i < chunk ? len - i : chunk,
			     err))
			return -1;
	return xml_finish(x, err);
}

#define DOC(text) text, sizeof(text) - 1
#define DECL "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

static const struct {
	const char *what;
	const char *doc;
	size_t len;
	const char *events;
} good[] = {
	{ "an empty element", DOC("<a/>"), "<a></a>" },
	{ "a document with a declaration", DOC(DECL "\n<a>x</a>"), "<a>x</a>" },
	{ "a document with a byte order mark", DOC("\xef\xbb\xbf<a>x</a>"),
	  "<a>x</a>" },
	{ "white space around the root", DOC(DECL "\r\n\n<a/>\n\n "),
	  "<a></a>" },
	{ "nested elements", DOC("<a><b>1</b><c><b>2</b></c></a>"),
	  "<a><b>1</b><c><b>2</b></c></a>" },
	{ "text around elements", DOC("<a>1<b>2</b>3<c/>4</a>"),
	  "<a>1<b>2</b>3<c></c>4</a>" },
	{ "white space between elements is text", DOC("<a>\n\t<b> </b>\n</a>"),
	  "<a>\n\t<b> </b>\n</a>" },
	{ "all line ends become newlines", DOC("<a>1\r\n2\r3\n4</a>"),
	  "<a>1\n2\n3\n4</a>" },
	{ "the five predefined entities",
	  DOC("<a>&lt;&gt;&amp;&quot;&apos;</a>"), "<a><>&\"'</a>" },
	{ "an entity is replaced once", DOC("<a>&amp;lt;&#38;lt;</a>"),
	  "<a>&lt;&lt;</a>" },
	{ "character references", DOC("<a>&#65;&#x42;&#xe9;&#x1f600;</a>"),
	  "<a>AB\xc3\xa9\xf0\x9f\x98\x80</a>" },
	{ "control characters that XML allows", DOC("<a>&#9;&#10;&#13;</a>"),
	  "<a>\t\n\r</a>" },
	{ "the control characters DEL and C1 are kept",
	  DOC("<a>\x7f\xc2\x85</a>"), "<a>\x7f\xc2\x85</a>" },
	{ "text in CDATA", DOC("<a><![CDATA[<b>&amp;</b>]]></a>"),
	  "<a><b>&amp;</b></a>" },
	{ "CDATA beside text", DOC("<a>1<![CDATA[2]]>3<![CDATA[]]>4</a>"),
	  "<a>1234</a>" },
	{ "brackets in CDATA", DOC("<a><![CDATA[]]]]><![CDATA[>]]></a>"),
	  "<a>]]></a>" },
	{ "comments are ignored",
	  DOC("<!-- x --><a>1<!-- <b> -->2</a><!-- y -->"), "<a>12</a>" },
	{ "processing instructions are ignored",
	  DOC("<?p q?><a>1<?r <s>?>2</a><?t?>"), "<a>12</a>" },
	{ "attributes are ignored", DOC("<a b='1' c=\"&lt;>\">2</a>"),
	  "<a>2</a>" },
	{ "a default namespace is ignored",
	  DOC("<a xmlns='http://ec2/'><b/></a>"), "<a><b></b></a>" },
	{ "a prefix is removed",
	  DOC("<p:a xmlns:p='u'><p:b>1</p:b></p:a>"), "<a><b>1</b></a>" },
	{ "a document in UTF-8", DOC("<\xc3\xa9>\xe2\x82\xac</\xc3\xa9>"),
	  "<\xc3\xa9>\xe2\x82\xac</\xc3\xa9>" },
	{ "a document in UTF-16, little-endian",
	  DOC("\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0>\0"), "<a>\xc3\xa9</a>" },
	{ "a document in UTF-16, big-endian",
	  DOC("\xfe\xff\0<\0a\0>\0\xe9\0<\0/\0a\0>"), "<a>\xc3\xa9</a>" },
	{ "a document in Latin-1",
	  DOC("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>"),
	  "<a>\xc3\xa9</a>" },
	{ "markup as text", DOC("<a>&#60;b&#62;</a>"), "<a><b></a>" },
	{ "names with dots and hyphens", DOC("<a.b-c_1/>"),
	  "<a.b-c_1></a.b-c_1>" },
};

/* One parser reads the document in chunks of several sizes.  The parser also
 * reads the document after a malformed document and after a truncated
 * document. */
START_TEST(events)
{
	static const size_t chunks[] = { 4096, 1, 2, 3, 7 };
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct err err = { 0 };

	for (size_t i = 0; i < 3 * sizeof(chunks) / sizeof(*chunks); i++) {
		int rc;

		buf_clear(&log.text);
		rc = parse(x, good[_i].doc, good[_i].len, chunks[i / 3], &err);
		ck_assert_msg(rc == 0, "%s: chunks of %zu, round %zu: %s",
			      good[_i].what, chunks[i / 3], i, err.text);
		check_text(good[_i].what, buf_str(&log.text), good[_i].events);
		ck_assert_int_eq(xml_reset(x, &err), 0);
		if (i % 3 == 0)
			ck_assert_int_eq(parse(x, DOC("<a></b>"), 3, &err), -1);
		if (i % 3 == 1)
			ck_assert_int_eq(xml_feed(x, DOC("<a><b>tex"), &err),
					 0);
		ck_assert_int_eq(xml_reset(x, &err), 0);
	}
	xml_free(x);
	buf_release(&log.text);
}
END_TEST

#define BOMB "<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'>" \
	"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>" \
	"<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>]><a>&d;</a>"

static const struct {
	const char *what;
	const char *doc;
	size_t len;
	const char *words;	/* part of the message */
} bad[] = {
	{ "an empty document", DOC(""), "broken XML" },
	{ "white space only", DOC(" \n\t"), "broken XML" },
	{ "a document that is not XML", DOC("hello"), "broken XML" },
	{ "a document in JSON", DOC("{\"a\": 1}"), "broken XML" },
	{ "a declaration only", DOC(DECL), "broken XML" },
	{ "a root without an end tag", DOC("<a><b></b>"), "broken XML" },
	{ "end tags in the wrong order", DOC("<a><b></a></b>"), "broken XML" },
	{ "an end tag only", DOC("</a>"), "broken XML" },
	{ "two roots", DOC("<a/><b/>"), "broken XML" },
	{ "text after the root", DOC("<a/>x"), "broken XML" },
	{ "text before the root", DOC("x<a/>"), "broken XML" },
	{ "a DOCTYPE", DOC("<!DOCTYPE a><a/>"), "DOCTYPE" },
	{ "DOCTYPE of HTML", DOC("<!DOCTYPE html>\n<html/>"), "DOCTYPE" },
	{ "DOCTYPE in lower case", DOC("<!doctype a><a/>"), "broken XML" },
	{ "DOCTYPE SYSTEM", DOC("<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"
				"<a/>"), "DOCTYPE" },
	{ "DOCTYPE PUBLIC", DOC("<!DOCTYPE a PUBLIC '-//a' "
				"'http://127.0.0.1:1/a.dtd'><a/>"),
	  "DOCTYPE" },
	{ "DOCTYPE with an empty subset", DOC("<!DOCTYPE a []><a/>"),
	  "DOCTYPE" },
	{ "DOCTYPE after a declaration", DOC(DECL "<!DOCTYPE a><a/>"),
	  "DOCTYPE" },
	{ "DOCTYPE after a comment", DOC("<!-- --><?p?><!DOCTYPE a><a/>"),
	  "DOCTYPE" },
	{ "DOCTYPE in the root", DOC("<a><!DOCTYPE a></a>"), "broken XML" },
	{ "an entity's declaration", DOC("<!DOCTYPE a [<!ENTITY b 'c'>]>"
					 "<a>&b;</a>"), "DOCTYPE" },
	{ "an entity from a file",
	  DOC("<!DOCTYPE a [<!ENTITY b SYSTEM '/etc/passwd'>]><a>&b;</a>"),
	  "DOCTYPE" },
	{ "a parameter entity",
	  DOC("<!DOCTYPE a [<!ENTITY % b SYSTEM '/etc/passwd'>%b;]><a/>"),
	  "DOCTYPE" },
	{ "entities that expand exponentially", DOC(BOMB), "DOCTYPE" },
	{ "a default attribute",
	  DOC("<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>"), "DOCTYPE" },
	{ "an unknown entity", DOC("<a>&nbsp;</a>"), "broken XML" },
	{ "an unknown entity in an attribute", DOC("<a b='&nbsp;'/>"),
	  "broken XML" },
	{ "a bare ampersand", DOC("<a>1 & 2</a>"), "broken XML" },
	{ "an entity without a semicolon", DOC("<a>&amp</a>"), "broken XML" },
	{ "a reference to NUL", DOC("<a>&#0;</a>"), "broken XML" },
	{ "a reference to a control character", DOC("<a>&#x1b;</a>"),
	  "broken XML" },
	{ "a reference to half of a surrogate pair", DOC("<a>&#xd800;</a>"),
	  "broken XML" },
	{ "a reference beyond Unicode", DOC("<a>&#x110000;</a>"),
	  "broken XML" },
	{ "a reference with a huge number",
	  DOC("<a>&#99999999999999999999;</a>"), "broken XML" },
	{ "an escape character", DOC("<a>\x1b[0m</a>"), "broken XML" },
	{ "NUL in text", DOC("<a>1\0002</a>"), "broken XML" },
	{ "NUL in a name", DOC("<a\0b/>"), "broken XML" },
	{ "NUL in an attribute", DOC("<a b='\0'/>"), "broken XML" },
	{ "NUL in CDATA", DOC("<a><![CDATA[\0]]></a>"), "broken XML" },
	{ "NUL before the root", DOC("\0<a/>"), "broken XML" },
	{ "a byte that is not UTF-8", DOC("<a>\xff</a>"), "broken XML" },
	{ "a truncated UTF-8 sequence", DOC("<a>\xe2\x82</a>"), "broken XML" },
	{ "a UTF-8 continuation byte alone", DOC("<a>\x80</a>"), "broken XML" },
	{ "an overlong UTF-8 sequence", DOC("<a>\xc0\xaf</a>"), "broken XML" },
	{ "half of a surrogate pair in UTF-8", DOC("<a>\xed\xa0\x80</a>"),
	  "broken XML" },
	{ "a code point beyond Unicode", DOC("<a>\xf5\x80\x80\x80</a>"),
	  "broken XML" },
	{ "a name that is not UTF-8", DOC("<a\xff/>"), "broken XML" },
	{ "an attribute that is not UTF-8", DOC("<a b='\xff'/>"),
	  "broken XML" },
	{ "CDATA that is not UTF-8", DOC("<a><![CDATA[\xff]]></a>"),
	  "broken XML" },
	{ "truncated UTF-16", DOC("\xff\xfe<\0a\0>\0\xe9\0<\0/\0a\0"),
	  "broken XML" },
	{ "an unknown encoding",
	  DOC("<?xml version='1.0' encoding='EBC-99'?><a/>"), "broken XML" },
	{ "two attributes of one name", DOC("<a b='1' b='2'/>"), "broken XML" },
	{ "an attribute without quotes", DOC("<a b=1/>"), "broken XML" },
	{ "an attribute with <", DOC("<a b='<'/>"), "broken XML" },
	{ "an undeclared prefix", DOC("<p:a/>"), "broken XML" },
	{ "CDATA without its end", DOC("<a><![CDATA[x</a>"), "broken XML" },
	{ "the end of CDATA without its start", DOC("<a>]]></a>"),
	  "broken XML" },
	{ "a comment without its end", DOC("<a><!-- </a>"), "broken XML" },
	{ "a declaration within the root", DOC("<a>" DECL "</a>"),
	  "broken XML" },
	{ "space before the declaration", DOC(" " DECL "<a/>"),
	  "broken XML" },
	{ "a space after <", DOC("< a/>"), "broken XML" },
};

START_TEST(refused)
{
	static const size_t chunks[] = { 4096, 1, 5 };
	struct log log = { 0 };
	struct xml *x = fresh(&log);

	for (size_t i = 0; i < sizeof(chunks) / sizeof(*chunks); i++) {
		struct err err = { 0 }, again = { 0 };
		int rc = parse(x, bad[_i].doc, bad[_i].len, chunks[i], &err);

		ck_assert_msg(rc == -1, "%s: accepted in chunks of %zu: %s",
			      bad[_i].what, chunks[i], buf_str(&log.text));
		ck_assert_msg(strstr(err.text, bad[_i].words) &&
			      strncmp(err.text, "reply: ", 7) == 0 &&
			      !strchr(err.text, '\n'),
			      "%s: \"%s\"", bad[_i].what, err.text);
		ck_assert_ptr_null(strstr(buf_str(&log.text), "root:"));
		/* Further calls report the same error. */
		ck_assert_int_eq(xml_feed(x, "<a/>", 4, &again), -1);
		check_text(bad[_i].what, again.text, err.text);
		ck_assert_int_eq(xml_finish(x, &again), -1);
		check_text(bad[_i].what, again.text, err.text);
		buf_clear(&log.text);
		ck_assert_int_eq(xml_reset(x, &err), 0);
		ck_assert_msg(parse(x, DOC("<ok>1</ok>"), 4, &err) == 0,
			      "%s: afterwards: %s", bad[_i].what, err.text);
		check_text(bad[_i].what, buf_str(&log.text), "<ok>1</ok>");
		buf_clear(&log.text);
		ck_assert_int_eq(xml_reset(x, &err), 0);
	}
	xml_free(x);
	buf_release(&log.text);
}
END_TEST

/* Neither the parser nor libxml2 prints a message, even about bytes that are
 * invalid in the document's encoding. */
START_TEST(silent)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct err err = { 0 };
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO), rc;
	struct stat st;

	ck_assert_ptr_nonnull(file);
	ck_assert_int_ge(dup2(fileno(file), STDERR_FILENO), 0);
	rc = parse(x, DOC("<?xml version='1.0' encoding='EUC-JP'?>"
			  "<a>\xff\xfe\xc7</a>"), 4096, &err);
	ck_assert_int_ge(dup2(kept, STDERR_FILENO), 0);
	(void)close(kept);
	ck_assert_int_eq(rc, -1);
	ck_assert_int_eq(fstat(fileno(file), &st), 0);
	ck_assert_int_eq((int)st.st_size, 0);
	(void)fclose(file);
	xml_free(x);
	buf_release(&log.text);
}
END_TEST

static const char sample[] = DECL "<a x='1'>t<!-- c --><b>&#233;</b><?p q?>"
	"<c><![CDATA[d]]></c>\xe2\x82\xac</a>";

/* A truncated document is refused. */
START_TEST(truncated)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct err err = { 0 };
	int rc = parse(x, sample, (size_t)_i, 4096, &err);

	ck_assert_msg(rc == -1, "accepted after %d bytes", _i);
	xml_free(x);
	buf_release(&log.text);
}
END_TEST

/* Reads the sample in two chunks.  Each run divides the sample after another
 * byte. */
START_TEST(halves)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct err err = { 0 };
	size_t len = sizeof(sample) - 1, cut = (size_t)_i;

	ck_assert_msg(xml_feed(x, sample, cut, &err) == 0 &&
		      xml_feed(x, sample + cut, len - cut, &err) == 0 &&
		      xml_finish(x, &err) == 0, "cut at %d: %s", _i, err.text);
	check_text("events", buf_str(&log.text),
		   "<a>t<b>\xc3\xa9</b><c>d</c>\xe2\x82\xac</a>");
	xml_free(x);
	buf_release(&log.text);
}
END_TEST

static const struct {
	const char *what;
	int depth, rounds;
	int rc;
} depths[] = {
	{ "the greatest depth", XML_DEPTH_MAX, 1, 0 },
	{ "one level too deep", XML_DEPTH_MAX + 1, 1, -1 },
	{ "many levels too deep", 100000, 1, -1 },
	{ "the greatest depth, many times", XML_DEPTH_MAX, 100, 0 },
};

/* Nests elements within one root.  Repeats the nested elements `rounds`
 * times. */
START_TEST(depth)
{
	struct log log = { 0 };
	struct buf doc = { 0 };
	struct xml *x = fresh(&log);
	struct err err = { 0 };
	int rc;

	buf_puts(&doc, "<a>");
	for (int round = 0; round < depths[_i].rounds; round++) {
		for (int i = 1; i < depths[_i].depth; i++)
			buf_puts(&doc, "<a>");
		for (int i = 1; i < depths[_i].depth; i++)
			buf_puts(&doc, "</a>");
	}
	buf_puts(&doc, "</a>");
	rc = parse(x, doc.data, doc.len, 1000, &err);
	ck_assert_msg(rc == depths[_i].rc, "%s: %s", depths[_i].what, err.text);
	if (rc)
		check_text(depths[_i].what, err.text,
			   "reply: XML nested deeper than 64 elements");
	/* The next document may have the greatest depth too. */
	ck_assert_int_eq(xml_reset(x, &err), 0);
	doc.len = 0;
	for (int i = 0; i < XML_DEPTH_MAX; i++)
		buf_puts(&doc, "<a>");
	for (int i = 0; i < XML_DEPTH_MAX; i++)
		buf_puts(&doc, "</a>");
	ck_assert_msg(parse(x, doc.data, doc.len, 1, &err) == 0, "%s",
		      err.text);
	xml_free(x);
	buf_release(&doc);
	buf_release(&log.text);
}
END_TEST

static const struct {
	const char *what;
	const char *doc;
	const char *events, *words;
} stops[] = {
	{ "stop at the beginning of an element",
	  "<a>1<stop>2</stop>3</a>", "<a>1<stop>",
	  "stopped at begin" },
	{ "stop at the beginning of the root",
	  "<stop><a>1</a></stop>", "<stop>",
	  "stopped at begin" },
	{ "stop at a text", "<a><b>stop</b><c>2</c></a>", "<a><b>stop",
	  "stopped at text" },
	{ "stop in CDATA", "<a><![CDATA[stop]]><b>2</b></a>", "<a>stop",
	  "stopped at text" },
	{ "stop at the end of an element",
	  "<a><stopend>1</stopend><b>2</b></a>",
	  "<a><stopend>1</stopend>", "stopped at end" },
	{ "stop at an empty element", "<a><stop/><b>2</b></a>", "<a><stop>",
	  "stopped at begin" },
	{ "stop at the end of the root",
	  "<stopend>1</stopend>", "<stopend>1</stopend>",
	  "stopped at end" },
	{ "stop before malformed markup", "<a><stop></b>", "<a><stop>",
	  "stopped at begin" },
};

START_TEST(handler_fails)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct err err = { 0 };
	const char *doc = stops[_i].doc;

	ck_assert_int_eq(parse(x, doc, strlen(doc), 4096, &err), -1);
	check_text(stops[_i].what, buf_str(&log.text), stops[_i].events);
	check_text(stops[_i].what, err.text, stops[_i].words);
	ck_assert_int_eq(xml_feed(x, "<b/>", 4, &err), -1);
	check_text(stops[_i].what, err.text, stops[_i].words);
	ck_assert_int_eq(log.calls_after, 0);
	xml_free(x);
	buf_release(&log.text);
}
END_TEST

static const struct {
	const char *what;
	const char *before, *after;
	size_t count;		/* number of `x` between `before` and `after` */
	size_t chunk;
	const char *events;	/* the events, NULL for the document itself, or
				 * "" for any events that contain each `x` */
} larges[] = {
	{ "a long attribute", "<a b='", "'>1</a>", XML_MARKUP_MAX - 100,
	  16384, "<a>1</a>" },
	{ "a long attribute in small chunks", "<a b='", "'>1</a>",
	  XML_MARKUP_MAX - 100, 64, "<a>1</a>" },
	{ "a long comment", "<a><!--", "--></a>", XML_MARKUP_MAX - 100, 16384,
	  "<a></a>" },
	{ "a long instruction", "<a><?p ", "?></a>", XML_MARKUP_MAX - 100,
	  16384, "<a></a>" },
	{ "a text of 20 MiB", "<a>", "</a>", 20 << 20, 16384, NULL },
	{ "long CDATA", "<a><![CDATA[", "]]></a>", XML_MARKUP_MAX - 100,
	  16384, "" },
	{ "a name of 40 KiB", "<a><", "/></a>", 40000, 16384, "" },
};

START_TEST(large)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct buf doc = { 0 };
	struct err err = { 0 };
	char *middle = check_repeat('x', larges[_i].count);

	buf_puts(&doc, larges[_i].before);
	buf_puts(&doc, middle);
	buf_puts(&doc, larges[_i].after);
	ck_assert_msg(parse(x, doc.data, doc.len, larges[_i].chunk, &err) == 0,
		      "%s: %s", larges[_i].what, err.text);
	if (!larges[_i].events)
		check_bytes(larges[_i].what, log.text.data, log.text.len,
			    doc.data, doc.len);
	else if (*larges[_i].events)
		check_text(larges[_i].what, buf_str(&log.text),
			   larges[_i].events);
	else
		ck_assert_msg(strstr(log.text.data, middle), "%s",
			      larges[_i].what);
	xml_free(x);
	free(middle);
	buf_release(&doc);
	buf_release(&log.text);
}
END_TEST

#define MARKUP "reply: XML with markup or white space longer than 64 KiB"
#define NAMES  "reply: XML with more than 10000 different names"
#define BYTES  "reply: XML with more than 1024 KiB of names"
#define FIFTY  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define LONG_NAME FIFTY FIFTY FIFTY FIFTY

/* Texts that an endpoint may repeat without end. */
static const struct {
	const char *what;
	const char *before, *each;	/* %d is the number of the repetition */
	const char *words;
} floods[] = {
	{ "an endless name", "<", "x", MARKUP },
	{ "an endless attribute", "<a b='", "x", MARKUP },
	{ "endless attributes", "<a", " b%d=''", MARKUP },
	{ "endless namespaces", "<a", " xmlns:b%d='u'", MARKUP },
	{ "an endless comment", "<a><!--", "x", MARKUP },
	{ "endless comments", "<a>", "<!---->", MARKUP },
	{ "endless comments before the root", "", "<!---->", MARKUP },
	{ "an endless instruction", "<a><?p ", "x", MARKUP },
	{ "endless instructions", "<a>", "<?p?>", MARKUP },
	{ "endless CDATA", "<a><![CDATA[", "x", MARKUP },
	{ "endless white space before the root", "", " ", MARKUP },
	{ "endless white space after the root", "<a/>", "\n", MARKUP },
	{ "too many names of elements", "<a>", "<b%d/>", NAMES },
	{ "too many names of attributes", "<a>", "<b c%d=''/>", NAMES },
	{ "too many names of namespaces", "<a>", "<b xmlns:c%d='u'/>", NAMES },
	{ "too many long names of elements", "<a>", "<b%d" LONG_NAME "/>",
	  BYTES },
	{ "too many long names of attributes", "<a>", "<b c%d" LONG_NAME
	  "=''/>", BYTES },
	{ "too many long URIs of namespaces", "<a>", "<b xmlns='u%d" LONG_NAME
	  "'/>", BYTES },
};

START_TEST(flood)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct buf piece = { 0 };
	struct err err = { 0 };
	int rc = xml_feed(x, floods[_i].before, strlen(floods[_i].before),
			  &err);

	for (int i = 0; rc == 0 && i < 1000000; i++) {
		const char *number = strstr(floods[_i].each, "%d");

		if (number) {
			buf_append(&piece, floods[_i].each,
				   (size_t)(number - floods[_i].each));
			buf_printf(&piece, "%d%s", i, number + 2);
		} else {
			buf_puts(&piece, floods[_i].each);
		}
		if (piece.len < 8192)
			continue;
		rc = xml_feed(x, piece.data, piece.len, &err);
		buf_clear(&piece);
		buf_clear(&log.text);
	}
	ck_assert_int_eq(rc, -1);
	check_text(floods[_i].what, err.text, floods[_i].words);
	ck_assert_msg(err.kind == ERR_LIMIT, "%s", floods[_i].what);
	xml_free(x);
	buf_release(&piece);
	buf_release(&log.text);
}
END_TEST

/* The counts of names and of markup start again in each document. */
START_TEST(limits_of_next)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct buf doc = { 0 };
	struct err err = { 0 };
	char *piece = check_repeat('x', 64);

	buf_puts(&doc, "<a>");
	for (int i = 0; i < XML_NAMES_MAX - 500; i++)
		buf_printf(&doc, "<b%d/>", i);
	for (int round = 0; round < 3; round++) {
		ck_assert_int_eq(xml_reset(x, &err), 0);
		ck_assert_msg(xml_feed(x, doc.data, doc.len, &err) == 0, "%s",
			      err.text);
		ck_assert_int_eq(xml_feed(x, "<!--", 4, &err), 0);
		/* The comment comes in pieces of 64 bytes.  If it came byte by
		 * byte, libxml2 would read the whole unfinished comment again
		 * for each byte, which would take minutes under valgrind. */
		for (int i = 0; i < XML_MARKUP_MAX / 2 / 64; i++)
			ck_assert_int_eq(xml_feed(x, piece, 64, &err), 0);
	}
	xml_free(x);
	free(piece);
	buf_release(&doc);
	buf_release(&log.text);
}
END_TEST

START_TEST(empty_chunks)
{
	struct log log = { 0 };
	struct xml *x = fresh(&log);
	struct err err = { 0 };

	ck_assert_int_eq(xml_feed(x, "", 0, &err), 0);
	ck_assert_int_eq(xml_feed(x, "<a>", 3, &err), 0);
	ck_assert_int_eq(xml_feed(x, "", 0, &err), 0);
	ck_assert_int_eq(xml_feed(x, NULL, 0, &err), 0);
	ck_assert_int_eq(xml_feed(x, "</a>", 4, &err), 0);
	ck_assert_int_eq(xml_finish(x, &err), 0);
	check_text("events", buf_str(&log.text), "<a></a>");
	xml_free(x);
	xml_free(NULL);
	buf_release(&log.text);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ events, ROWS(good) },
		{ refused, ROWS(bad) },
		{ silent, 1 },
		{ truncated, sizeof(sample) - 1 },
		{ halves, sizeof(sample) },
		{ depth, ROWS(depths) },
		{ handler_fails, ROWS(stops) },
		{ large, ROWS(larges) },
		{ flood, ROWS(floods) },
		{ limits_of_next, 1 },
		{ empty_chunks, 1 },
	};

	return check_main("xml", cases, ROWS(cases));
}

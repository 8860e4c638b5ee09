/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/url.h"

#include <arpa/inet.h>
#include <string.h>

#include <curl/curl.h>

#include "base/ascii.h"
#include "base/codec.h"

/* If the URL has the part PART, appends BEFORE and that part to OUT. */
static CURLUcode take_part(CURLU *u, CURLUPart part, unsigned flags,
			   const char *before, struct buf *out)
{
	char *text = NULL;
	CURLUcode code = curl_url_get(u, part, &text, flags);

	if (code == CURLUE_OK) {
		buf_puts(out, before);
		buf_puts(out, text);
	}
	curl_free(text);
	return code;
}

static int append_part(CURLU *u, CURLUPart part, unsigned flags,
		       struct buf *out)
{
	return take_part(u, part, flags, "", out) == CURLUE_OK ? 0 : -1;
}

static void lower_case(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		text[i] = ascii_lower(text[i]);
}

/* Sets the fields `host`, `zone` and `name`. */
static int take_host(CURLU *u, struct url *out)
{
	const char *host;
	CURLUcode code;

	if (append_part(u, CURLUPART_HOST, 0, &out->host))
		return -1;
	lower_case(out->host.data, out->host.len);
	host = buf_str(&out->host);
	if (*host == '[')
		buf_append(&out->name, host + 1, strcspn(host + 1, "%]"));
	else
		buf_puts(&out->name, host);
	code = take_part(u, CURLUPART_ZONEID, 0, "%25", &out->zone);
	if (code == CURLUE_OUT_OF_MEMORY)
		return -1;
	code = take_part(u, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT, ":",
			 &out->host);
	return code == CURLUE_OK || code == CURLUE_NO_PORT ? 0 : -1;
}

/* Returns a message for CODE.  libcurl before 7.80 does not provide these
 * messages. */
static const char *url_words(CURLUcode code)
{
#if CURL_AT_LEAST_VERSION(7, 80, 0)
	return curl_url_strerror(code);
#else
	return code == CURLUE_OUT_OF_MEMORY ? "out of memory" : "malformed";
#endif
}

/* Returns whether TEXT may have a host.  libcurl also accepts one or three
 * slashes after the scheme and interprets the text after them as the host. */
static bool has_host(const char *text)
{
	const char *p = strpbrk(text, ":/");

	if (!p || p[0] != ':' || p[1] != '/')
		return p != text;
	return p[2] == '/' && p[3] != '/';
}

/* Returns the offset of the authority (user, host and port) in TEXT.  Sets *LEN
 * to the length of the authority. */
static size_t find_authority(const char *text, size_t *len)
{
	size_t slash = strcspn(text, "/"), at = 0;

	if (slash && text[slash] && text[slash - 1] == ':')
		at = slash + strspn(text + slash, "/");
	*len = strcspn(text + at, "/?#");
	return at;
}

/* Returns whether the host contains a % and is not an IPv6 address in brackets.
 * libcurl decodes %XX each time it parses a host, so we could sign for one host
 * and connect to another.  The host begins after the last `@`. */
static bool is_encoded_host(const char *text)
{
	size_t len, at;

	text += find_authority(text, &len);
	at = len;
	while (at && text[at - 1] != '@')
		at--;
	return text[at] != '[' && memchr(text + at, '%', len - at);
}

/* Passes TEXT to libcurl with the host in lower case.  libcurl 8 and later
 * interpret 0x7f.1 as the address 127.0.0.1, but 0X7f.1 as a host name.  Keeps
 * the case of the zone after a %, since the zone is the name of an
 * interface. */
static CURLUcode read_url(CURLU *u, const char *text)
{
	CURLUcode code = CURLUE_OUT_OF_MEMORY;
	struct buf copy = { .secret = true };
	size_t len, at = find_authority(text, &len);

	buf_puts(&copy, text);
	if (!copy.failed) {
		if (len)
			lower_case(copy.data + at,
				   strcspn(copy.data + at, "%/?#"));
		code = curl_url_set(u, CURLUPART_URL, buf_str(&copy),
				    CURLU_DEFAULT_SCHEME | CURLU_PATH_AS_IS |
				    CURLU_NON_SUPPORT_SCHEME);
	}
	buf_release(&copy);
	return code;
}

/* Rejects a URL without a host, and a host with a %.  The error does not quote
 * a URL with an `@`, because that URL may contain a password. */
static int check_url_host(const char *text, struct err *err)
{
	if (!has_host(text))
		return err_usage(err, "URL: it has no host; a URL is "
				 "http://HOST/PATH");
	if (!is_encoded_host(text))
		return 0;
	if (strchr(text, '@'))
		return err_usage(err, "URL: the host must not contain a %%");
	return err_usage(err, "URL %s: the host must not contain a %%", text);
}

/* Removes the last segment of a path and the slash before it. */
static void drop_segment(struct buf *path)
{
	while (path->len && path->data[--path->len] != '/')
		;
	if (path->data)
		path->data[path->len] = '\0';
}

/* Appends the normalized path.  Removes dot segments (RFC 3986, section 5.2.4)
 * and empty segments, and percent-encodes characters that a path must not
 * contain. */
static void put_path(struct buf *out, const char *path)
{
	const char *end = path + strlen(path);

	while (*(path += strspn(path, "/"))) {
		size_t len = strcspn(path, "/");

		if (len == 2 && strncmp(path, "..", 2) == 0) {
			drop_segment(out);
		} else if (len != 1 || *path != '.') {
			buf_putc(out, '/');
			codec_uri(out, path, len, "!$&'()*+,;=:@%");
		}
		path += len;
	}
	if (!out->len || end[-1] == '/')
		buf_putc(out, '/');
}

/* libcurl always returns a path that begins with a slash. */
static int take_path(CURLU *u, struct url *out)
{
	struct buf path = { 0 };
	int rc = append_part(u, CURLUPART_PATH, 0, &path);

	if (rc == 0)
		put_path(&out->path, buf_str(&path));
	out->path.failed = out->path.failed || path.failed;
	buf_release(&path);
	return rc;
}

static int take_url_parts(CURLU *u, const char *text, struct url *out,
		    struct err *err)
{
	static const struct {
		CURLUPart part;
		const char *name;
	} refused[] = {
		{ CURLUPART_USER,     "a user" },
		{ CURLUPART_PASSWORD, "a password" },
		{ CURLUPART_QUERY,    "a query" },
		{ CURLUPART_FRAGMENT, "a fragment" },
	};
	struct buf scheme = { 0 }, unwanted = { 0 };
	CURLUcode code;

	if (check_url_host(text, err))
		return -1;
	code = read_url(u, text);
	/* The text before the `@` may be a password. */
	if (code != CURLUE_OK && strchr(text, '@'))
		return err_usage(err, "URL: %s", url_words(code));
	if (code != CURLUE_OK)
		return err_usage(err, "URL %s: %s", text, url_words(code));
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		if (append_part(u, refused[i].part, 0, &unwanted) == 0) {
			buf_release(&unwanted);
			return err_usage(err, "URL: it must not contain %s",
					 refused[i].name);
		}
	if (append_part(u, CURLUPART_SCHEME, 0, &scheme) ||
	    (strcmp(buf_str(&scheme), "http") != 0 &&
	     strcmp(buf_str(&scheme), "https") != 0)) {
		buf_release(&scheme);
		return err_usage(err, "URL %s: neither http nor https", text);
	}
	out->tls = strcmp(scheme.data, "https") == 0;
	buf_release(&scheme);
	if (take_host(u, out) || take_path(u, out))
		return err_usage(err, "URL %s: no host", text);
	if (buf_check(&out->host, "URL", err) ||
	    buf_check(&out->zone, "URL", err) ||
	    buf_check(&out->name, "URL", err))
		return -1;
	return buf_check(&out->path, "URL", err);
}

int url_parse(const char *text, struct url *out, struct err *err)
{
	CURLU *u = curl_url();
	int rc;

	if (!u)
		return err_memory(err);
	rc = take_url_parts(u, text, out, err);
	out->bare = !strstr(text, "://");
	curl_url_cleanup(u);
	if (rc)
		url_release(out);
	return rc;
}

void url_release(struct url *url)
{
	buf_release(&url->host);
	buf_release(&url->zone);
	buf_release(&url->name);
	buf_release(&url->path);
}

void url_put(struct buf *out, const struct url *url)
{
	const char *host = buf_str(&url->host);
	int end = (int)strcspn(host, "]");

	buf_printf(out, "%s://%.*s%s%s%s", url->tls ? "https" : "http", end,
		   host, buf_str(&url->zone), host + end, buf_str(&url->path));
}

bool url_is_loopback(const char *name)
{
	static const unsigned char one[16] = { [15] = 1 };
	unsigned char v6[16];
	struct in_addr v4;

	if (strcmp(name, "localhost") == 0)
		return true;
	if (inet_pton(AF_INET, name, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == 127;
	return inet_pton(AF_INET6, name, v6) == 1 &&
	       memcmp(v6, one, sizeof(one)) == 0;
}

bool url_is_at(const struct url *url, const char *text)
{
	struct url other = { 0 };
	struct buf full = { 0 };
	struct err ignored;
	bool same = false;

	buf_printf(&full, "%s://%s", url->tls ? "https" : "http", text);
	if (strchr(text, ':') && buf_check(&full, "URL", &ignored) == 0 &&
	    url_parse(full.data, &other, &ignored) == 0)
		same = strcmp(buf_str(&other.host), buf_str(&url->host)) == 0;
	buf_release(&full);
	url_release(&other);
	return same;
}

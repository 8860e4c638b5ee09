/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of reason: the reason in a page that is not the expected reply. */
#include "reply/reason.h"

#include "check_main.h"

#define SOAP(inner) "<?xml version='1.0'?><s:Envelope xmlns:s='u'><s:Body>" \
	"<s:Fault>" inner "</s:Fault></s:Body></s:Envelope>"

static const struct {
	const char *what;
	long status;
	const char *page;
	const char *reason;
} pages[] = {
	/* Plain text. */
	{ "an empty body", 400, "", "" },
	{ "only white space", 400, " \r\n\t\n", "" },
	{ "a line of text", 400, "no such thing", "no such thing" },
	{ "the first of several lines", 400, "\r\n one \t two\r\nthree\r\n",
	  "one two" },
	{ "lines without letters", 400, "------\n404\nlost\n", "lost" },
	{ "control characters", 400, "\x01\x02\x03gzip\n", "" },
	{ "text in Latin-1", 400, "acc\xe8s refus\xe9", "acc\xe8s refus\xe9" },
	{ "a page of Eucalyptus", 400, "Failure: 400 Bad Request\n"
	  "Failed to bind the following fields:\nMaxResults = 1000\n\n\n",
	  "Failed to bind the following fields: MaxResults = 1000" },
	{ "a page of Eucalyptus without a reason", 403,
	  "Failure: 403 Forbidden\n", "Failure: 403 Forbidden" },
	{ "two lines that end with a colon", 400, "first:\nsecond:\nthird\n",
	  "first: second:" },
	{ "a number that is not the status", 400, "403 things\n",
	  "403 things" },
	{ "the HTTP status, then a reason", 503, "503 Service Unavailable\n\n"
	  "overloaded, come back later", "overloaded, come back later" },
	/* XML whose codes and descriptions are not always reasons. */
	{ "a reply with the code of a state", 200,
	  "<StopInstancesResponse><instancesSet><item>"
	  "<currentState><code>64</code><name>stopping</name></currentState>"
	  "</item></instancesSet></StopInstancesResponse>", "" },
	{ "a reply with a description", 200,
	  "<DescribeImagesResponse><imagesSet><item>"
	  "<description>Debian 12</description></item></imagesSet>"
	  "</DescribeImagesResponse>", "" },
	{ "an error with status 200", 200, "<errorresponse><errorcode>431"
	  "</errorcode><errortext>no such thing</errortext></errorresponse>",
	  "no such thing" },
	{ "a numeric code without a message", 400, "<R><code>64</code></R>",
	  "" },
	/* HTML. */
	{ "a page of nginx", 502,
	  "<html>\r\n<head><title>502 Bad Gateway</title></head>"
	  "\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
	  "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
	  "502 Bad Gateway" },
	{ "a page of HAProxy", 503,
	  "<html><body><h1>503 Service Unavailable</h1>\n"
	  "No server is there for\r\nthis request.\n</body></html>\n",
	  "No server is there for this request." },
	{ "a page of Squid", 503, "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML "
	  "4.01//EN\">\n<html><head><meta type=\"x\"><title>ERROR: it "
	  "cannot be retrieved</title><style type=\"text/css\"><!-- body { "
	  "a: b; } --></style></head><body><p>text</p></body></html>",
	  "ERROR: it cannot be retrieved" },
	{ "a page of a content delivery network", 403,
	  "<!DOCTYPE HTML><HTML><HEAD><META A=\"b\"><TITLE>ERROR: not to be "
	  "satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1><H2>Not to be "
	  "satisfied.</H2></BODY></HTML>", "ERROR: not to be satisfied" },
	{ "a page of OpenStack Nova", 401, "<html>\n <head>\n  <title>401 "
	  "Unauthorized</title>\n </head>\n <body>\n  <h1>401 "
	  "Unauthorized</h1>\n  This server could not verify that you are "
	  "authorized to see this.<br /><br />\nSignature not provided\n\n "
	  "</body>\n</html>", "Signature not provided" },
	{ "a page of OpenStack Nova without a reason", 403,
	  "<html><head><title>403 Forbidden</title>"
	  "</head><body><h1>403 Forbidden</h1>Access was denied to this "
	  "resource.<br /><br />\n</body></html>", "403 Forbidden" },
	{ "a page of Tomcat", 404, "<!doctype html><html "
	  "lang=\"en\"><head><title>HTTP Status 404 \xe2\x80\x93 Not "
	  "Found</title></head><body><h1>HTTP Status 404 \xe2\x80\x93 Not "
	  "Found</h1><hr /><p><b>Message</b> The path is not "
	  "there</p></body></html>", "Message The path is not there" },
	{ "the login page of a portal", 200,
	  "<html><head><script>if (a < b) go();</script>"
	  "<title>Guest &amp; Staff Wi&#45;Fi &mdash; log&nbsp;in</title>"
	  "</head></html>", "Guest & Staff Wi-Fi - log in" },
	{ "character references", 200,
	  "<p>&lt;a&gt; &quot;&apos; &#x41;&#233; &#0; &unknown; &amp &</p>",
	  "<a> \"' A\xc3\xa9 &#0; &unknown; &amp &" },
	{ "references to characters of two and three bytes", 200,
	  "<p>bytes&#x80;&#x7ff;&#x800;</p>",
	  "bytes\xc2\x80\xdf\xbf\xe0\xa0\x80" },
	{ "numeric references to < and >", 200,
	  "<p>a &#60; b&#x20;&#x3e; c</p>", "a < b > c" },
	{ "a character reference with a letter that is not a digit", 200,
	  "<p>a &#6z; b</p>", "a &#6z; b" },
	{ "character references of ten and eleven characters", 200,
	  "<p>&#x00000041; &#x000000041;</p>", "A &#x000000041;" },
	{ "a number that begins with the status", 404,
	  "4040 things failed\nmore", "4040 things failed" },
	{ "a comment before the text", 500,
	  "<!-- x --><html><body>Out of order</body>", "Out of order" },
	{ "an element that is not closed", 500, "<html><title>It br", "It br" },
	{ "an incomplete tag", 500, "<html><title", "" },
	{ "a message whose tag contains another tag", 500,
	  "<e><message<b>words</b></e>", "words" },
	{ "tags only", 500, "<html><body></body></html>", "" },
	/* Other XML. */
	{ "an error of S3", 403,
	  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
	  "AccessDenied</Code><Message>No access</Message><RequestId>1"
	  "</RequestId></Error>", "AccessDenied: No access" },
	{ "an error of Alibaba Cloud", 404,
	  "<?xml version='1.0' encoding='UTF-8'?><Error>"
	  "<RequestId>1</RequestId><HostId>h</HostId><Code>Key.NotFound</Code>"
	  "<Message>No such key.</Message></Error>",
	  "Key.NotFound: No such key." },
	{ "an XML error of CloudStack", 431,
	  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
	  "<errorresponse cloud-stack-version=\"4\"><uuidList/><errorcode>431"
	  "</errorcode><cserrorcode>4350</cserrorcode><errortext>No template "
	  "by this id</errortext></errorresponse>", "No template by this id" },
	{ "an XML error of OpenStack", 400,
	  "<badRequest code=\"400\" xmlns=\"u\"><message>"
	  "Malformed\n body</message></badRequest>", "Malformed body" },
	{ "an error without a code", 400, "<Response><Errors><Error><Message>"
	  "words</Message></Error></Errors></Response>", "words" },
	{ "a page of Apache", 404, "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML "
	  "2.0//EN\">\n<html><head>\n<title>404 Not "
	  "Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>There is no "
	  "/x here.</p>\n<hr>\n", "There is no /x here." },
	{ "a page of Apache without a reason", 404, "<html><title>404 Not "
	  "Found</title><h1>Not Found</h1>", "404 Not Found" },
	{ "an error without a message", 400,
	  "<Error><Code>NoSuchKey</Code></Error>", "NoSuchKey" },
	{ "a message in CDATA", 400,
	  "<e><message><![CDATA[ a < b ]]></message></e>", "a < b" },
	{ "an empty message before the message", 400,
	  "<e><message/><message> </message><message>m</message></e>", "m" },
	{ "a SOAP 1.1 fault with a code of EC2", 500,
	  SOAP("<faultcode>Client.AuthFailure</faultcode><faultstring>not "
	  "valid</faultstring>"), "Client.AuthFailure: not valid" },
	{ "a SOAP 1.1 fault with a code of SOAP", 500,
	  SOAP("<faultcode>s:Server</faultcode>"
	  "<faultstring>internal</faultstring><detail/>"), "internal" },
	{ "a SOAP 1.2 fault", 500,
	  SOAP("<s:Code><s:Value>s:Sender</s:Value></s:Code>"
	  "<s:Reason><s:Text xml:lang='en'>no header</s:Text></s:Reason>"),
	  "no header" },
	{ "a reply to another action", 200, "<OtherResponse><set><item>1</item>"
	  "</set></OtherResponse>", "" },
	/* JSON. */
	{ "a JSON object with a message", 403,
	  "{\"message\":\"Missing Token\"}", "Missing Token" },
	{ "a JSON error with a code and a message", 400,
	  "{\"Error\":{\"Code\":\"Throttling\",\"Message\":\"too "
	  "fast\"},\"RequestId\":\"1\"}", "Throttling: too fast" },
	{ "an error of the AWS JSON protocol", 400,
	  " {\"__type\":\"com.amazon.x#AccessDenied\","
	  "\"Message\":\"not\\nyours\"}", "AccessDenied: not yours" },
	{ "an error of Azure", 404,
	  "{\"error\":{\"code\":\"NotFound\",\"message\":\"no group\"}}",
	  "NotFound: no group" },
	{ "a JSON error of OpenStack", 401, "{\"error\":{\"message\":\"log "
	  "in\",\"code\":401,\"title\":\"Unauthorized\"}}", "log in" },
	{ "a JSON error of CloudStack", 401,
	  "{\"errorresponse\":{\"uuidList\":[],"
	  "\"errorcode\":401,\"errortext\":\"unable to verify\"}}",
	  "unable to verify" },
	{ "a list of errors", 400,
	  "{\"Errors\":[{\"Code\":\"4000\",\"Details\":\"wrong id\"}]}",
	  "wrong id" },
	{ "an error of OAuth", 401,
	  "{\"error\":\"invalid_client\",\"error_description\":\"who?\"}",
	  "who?" },
	{ "a JSON error of one word", 500, "{\"error\":\"boom\"}", "boom" },
	{ "a JSON error with only a code", 400, "{\"__type\":\"a#B\"}", "B" },
	{ "JSON without a code and a message", 500, "{\"a\": 1}",
	  "{\"a\": 1}" },
	{ "truncated JSON", 500, "{\"message\": \"half",
	  "{\"message\": \"half" },
};

START_TEST(found)
{
	struct buf out = { 0 };

	buf_puts(&out, "x");
	reason_find(&out, pages[_i].page, strlen(pages[_i].page),
		    pages[_i].status);
	check_text(pages[_i].what, buf_str(&out) + 1, pages[_i].reason);
	buf_release(&out);
}
END_TEST

/* Reads every beginning of each page.  Each beginning is a copy of its own, so
 * that a sanitizer notices a read past its end. */
START_TEST(beginnings)
{
	const char *page = pages[_i].page;

	for (size_t len = 0; len <= strlen(page); len++) {
		char *copy = malloc(len ? len : 1);
		struct buf out = { 0 };

		ck_assert_ptr_nonnull(copy);
		memcpy(copy, page, len);
		reason_find(&out, copy, len, pages[_i].status);
		ck_assert_uint_le(out.len, REASON_MAX + 3);
		buf_release(&out);
		free(copy);
	}
}
END_TEST

/* A long reason is truncated, but not within a character. */
START_TEST(long_reasons)
{
	char page[4 * REASON_MAX];
	struct buf out = { 0 };

	memset(page, 'x', sizeof(page));
	reason_find(&out, page, REASON_MAX, 400);
	ck_assert_uint_eq(out.len, REASON_MAX);
	buf_clear(&out);
	reason_find(&out, page, sizeof(page), 400);
	ck_assert_uint_eq(out.len, REASON_MAX + 3);
	check_text("end", out.data + REASON_MAX, "...");
	buf_clear(&out);
	for (size_t i = 1; i + 1 < sizeof(page); i += 2)
		memcpy(page + i, "\xc3\xa9", 2);
	reason_find(&out, page, sizeof(page) - 1, 400);
	ck_assert_uint_eq(out.len, REASON_MAX - 1 + 3);
	check_text("end", out.data + REASON_MAX - 1, "...");
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ found, ROWS(pages) },
		{ beginnings, ROWS(pages) },
		{ long_reasons, 1 },
	};

	return check_main("reason", cases, ROWS(cases));
}

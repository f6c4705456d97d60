#include "CHTML.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>

static pthread_once_t initialised = PTHREAD_ONCE_INIT;

/// The parser's user data.
typedef struct reading {
    htmlParserCtxtPtr parser;
    chtml_handler handler;
} reading;

static void stop_if(reading *reading, int answer) {
    if (answer != 0) xmlStopParser(reading->parser);
}

static void open_element(void *context, const xmlChar *name, const xmlChar **attributes) {
    reading *reading = context;
    stop_if(reading, reading->handler.open(
        reading->handler.context, (const char *)name, (const char *const *)attributes));
}

static void close_element(void *context, const xmlChar *name) {
    reading *reading = context;
    stop_if(reading, reading->handler.close(reading->handler.context, (const char *)name));
}

static void take_text(void *context, const xmlChar *bytes, int length) {
    reading *reading = context;
    if (length > 0) stop_if(reading, reading->handler.text(reading->handler.context, bytes, (size_t)length));
}

static void ignore_error(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

int chtml_read(const uint8_t *bytes, size_t length, chtml_handler handler) {
    if (length == 0) return 0;
    if (length > INT_MAX) return -1;
    pthread_once(&initialised, xmlInitParser);
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt((const char *)bytes, (int)length);
    if (!parser) return -1;
    // UTF-8 is given, whatever the document claims; nothing is fetched; depth is the caller's to bound.
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
        | HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    reading reading = {.parser = parser, .handler = handler};
    xmlSAXHandler handlers = {
        .startElement = open_element,
        .endElement = close_element,
        .characters = take_text,
        .cdataBlock = take_text,
        .ignorableWhitespace = take_text,
        .warning = ignore_error,
        .error = ignore_error,
        .fatalError = ignore_error,
    };
    *parser->sax = handlers;
    parser->userData = &reading;
    htmlParseDocument(parser);
    // Without a tree builder there is no document to free; the dictionary goes with the parser.
    if (parser->myDoc) {
        xmlFreeDoc(parser->myDoc);
        parser->myDoc = NULL;
    }
    htmlFreeParserCtxt(parser);
    return 0;
}

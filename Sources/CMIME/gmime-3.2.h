#pragma once

// What we use of GMime 3.2 and GLib 2. SwiftPM gives every host of the package a warning for pkg-config's flags of
// GMime, and the headers cannot be found without them; so the few functions are declared here. With
// CMIME_CHECK_DECLARATIONS and pkg-config's flags the compiler compares them with the real ones (Scripts/fuzz does).

#include <stdint.h>

#ifdef CMIME_CHECK_DECLARATIONS
#include <gmime/gmime.h>
#else
// Layout of GLib's public struct; a memory stream reads only these two.
typedef struct _GByteArray {
    uint8_t *data;
    unsigned int len;
} GByteArray;
#endif

typedef struct _GMimeStream GMimeStream;
typedef struct _GMimeStreamMem GMimeStreamMem;
typedef struct _GMimeParser GMimeParser;
typedef struct _GMimeParserOptions GMimeParserOptions;
typedef struct _GMimeMessage GMimeMessage;
typedef struct _GMimeMessagePart GMimeMessagePart;
typedef struct _GMimeMultipart GMimeMultipart;
typedef struct _GMimePart GMimePart;
typedef struct _GMimeObject GMimeObject;
typedef struct _GMimeDataWrapper GMimeDataWrapper;
typedef struct _GMimeHeaderList GMimeHeaderList;
typedef struct _GMimeHeader GMimeHeader;
typedef struct _GTypeInstance GTypeInstance;

extern void g_mime_init(void);
extern GMimeStream *g_mime_stream_mem_new_with_byte_array(GByteArray *array);
extern void g_mime_stream_mem_set_owner(GMimeStreamMem *mem, int owner);
extern int g_mime_stream_reset(GMimeStream *stream);
extern int64_t g_mime_stream_tell(GMimeStream *stream);
extern int64_t g_mime_stream_length(GMimeStream *stream);
extern GMimeParser *g_mime_parser_new_with_stream(GMimeStream *stream);
extern void g_mime_parser_set_persist_stream(GMimeParser *parser, int persist);
extern GMimeMessage *g_mime_parser_construct_message(GMimeParser *parser, GMimeParserOptions *options);
extern GMimeObject *g_mime_message_get_mime_part(GMimeMessage *message);
extern GMimeMessage *g_mime_message_part_get_message(GMimeMessagePart *part);
extern int g_mime_multipart_get_count(GMimeMultipart *multipart);
extern GMimeObject *g_mime_multipart_get_part(GMimeMultipart *multipart, int index);
extern GMimeDataWrapper *g_mime_part_get_content(GMimePart *mime_part);
extern GMimeStream *g_mime_data_wrapper_get_stream(GMimeDataWrapper *wrapper);
extern GMimeHeaderList *g_mime_object_get_header_list(GMimeObject *object);
extern int g_mime_header_list_get_count(GMimeHeaderList *headers);
extern GMimeHeader *g_mime_header_list_get_header_at(GMimeHeaderList *headers, int index);
extern int64_t g_mime_header_get_offset(GMimeHeader *header);
extern size_t g_mime_message_part_get_type(void);
extern size_t g_mime_multipart_get_type(void);
extern size_t g_mime_part_get_type(void);
extern int g_type_check_instance_is_a(GTypeInstance *instance, size_t type);
extern void g_object_unref(void *object);

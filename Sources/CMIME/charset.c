#include <errno.h>
#include <iconv.h>

#include "CMIME.h"

enum { ROOM = 8 << 10 };

static const uint8_t replacement[3] = {0xEF, 0xBF, 0xBD};

long cmime_to_utf8(
    const char *charset, const uint8_t *bytes, size_t length, cmime_text_function text, void *context) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) return -1;
    // iconv only reads from it; its prototype is older than const.
    char *in = (char *)bytes;
    size_t left = length;
    long replaced = 0;
    uint8_t buffer[ROOM];
    // Once more after the last byte, without input: a stateful charset may still hold something.
    for (int is_over = 0; !is_over;) {
        char *out = (char *)buffer;
        size_t room = sizeof buffer;
        is_over = left == 0;
        size_t result = is_over ? iconv(converter, NULL, NULL, &out, &room) : iconv(converter, &in, &left, &out, &room);
        int problem = result == (size_t)-1 ? errno : 0;
        if (room < sizeof buffer) text(context, buffer, sizeof buffer - room);
        if (problem == 0 || is_over || (problem == E2BIG && room < sizeof buffer)) continue;
        text(context, replacement, sizeof replacement);
        replaced++;
        in++;
        left--;
    }
    iconv_close(converter);
    return replaced;
}

#include "single.h"

#include <string.h>
#include <strings.h>

static bool is_name(uint8_t byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '-';
}

/// Printable ASCII, blanks and tabs only.
static bool is_clean(const uint8_t *line, size_t length) {
    for (size_t at = 0; at < length; at++) {
        if ((line[at] < 0x20 && line[at] != '\t') || line[at] >= 0x7F) return false;
    }
    return true;
}

/// True for `text/plain` and `text/html` with nothing or parameters behind, after at most one blank.
static bool is_text(const uint8_t *value, size_t length) {
    static const char *const types[] = {"text/plain", "text/html"};
    if (length > 0 && value[0] == ' ') {
        value++;
        length--;
    }
    for (size_t type = 0; type < 2; type++) {
        size_t size = strlen(types[type]);
        if (length < size || strncasecmp((const char *)value, types[type], size) != 0) continue;
        return length == size || value[size] == ';';
    }
    return false;
}

size_t cmime_single_body(const uint8_t *bytes, size_t length) {
    static const char type[] = "content-type";
    for (size_t begin = 0; begin < length;) {
        const uint8_t *line = bytes + begin;
        const uint8_t *feed = memchr(line, '\n', length - begin);
        if (!feed) return 0;
        size_t text = (size_t)(feed - line);
        if (text > 0 && line[text - 1] == '\r') text--;
        size_t next = begin + (size_t)(feed - line) + 1;
        // The end of the block. An empty block, or a block without a body, is GMime's business.
        if (text == 0) return begin > 0 && next < length ? next : 0;
        if (!is_clean(line, text)) return 0;
        if (line[0] == ' ' || line[0] == '\t') {
            size_t at = 0;
            while (at < text && (line[at] == ' ' || line[at] == '\t')) at++;
            if (begin == 0 || at == text) return 0;
        } else {
            size_t name = 0;
            while (name < text && is_name(line[name])) name++;
            if (name == 0 || name == text || line[name] != ':') return 0;
            // Of several types each must be one of ours.
            bool is_type = name == sizeof type - 1 && strncasecmp((const char *)line, type, name) == 0;
            if (is_type && !is_text(line + name + 1, text - name - 1)) return 0;
        }
        begin = next;
    }
    return 0;
}

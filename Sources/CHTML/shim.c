#include "CHTML.h"

int chtml_read(const uint8_t *bytes, size_t length, chtml_handler handler) { return 0; }

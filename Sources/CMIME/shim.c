#include "CMIME.h"

int cmime_read(const uint8_t *bytes, size_t length, cmime_limits limits, cmime_tree *tree) { return 1; }
